package dev.fovea.data;

import dev.fovea.core.Seed;
import dev.fovea.nn.train.Batch;
import dev.fovea.nn.train.Batches;
import java.util.List;
import java.util.Optional;

/**
 * A data set whose examples are changed at each reading for training. Read in order, as evaluation
 * does, they are as they are.
 *
 * <pre>{@code
 * trainer.fit(Augmented.of(train, RandomCrop.padded(4), RandomFlip.horizontal()), validation, fit);
 * }</pre>
 *
 * <p>The changes depend on the seed of the walk, which a trainer splits from its own by the number
 * of the epoch, and on the place of the example in the data set; on nothing else.
 *
 * @param data the examples
 * @param steps the changes, in order
 * @param mixup how examples of a batch are blended with each other afterward, if they are
 */
public record Augmented(Dataset data, List<Augmentation> steps, Optional<Mixup> mixup)
    implements Batches {
  /** Checks that the examples can be changed so. */
  public Augmented {
    steps = List.copyOf(steps);
    steps.forEach(step -> step.check(data.exampleShape()));
  }

  /**
   * Examples with changes, in this order.
   *
   * @throws dev.fovea.core.shape.ShapeError if they cannot be changed so
   */
  public static Augmented of(Dataset data, Augmentation... steps) {
    return new Augmented(data, List.of(steps), Optional.empty());
  }

  /**
   * With examples of each batch blended with each other, after the other changes.
   *
   * @throws IllegalStateException if the targets are no classes
   */
  public Augmented mixed(Mixup blend) {
    data.classTargets();
    return new Augmented(data, steps, Optional.of(blend));
  }

  @Override
  public int size() {
    return data.size();
  }

  /** Batches of the examples as they are. */
  @Override
  public Iterable<Batch> inOrder(int batchSize) {
    return data.inOrder(batchSize);
  }

  /**
   * Batches in random order, changed on the background thread. A {@link Loader} that is shuffled
   * and augmented deals out epoch {@code e} as this does with {@code seed.split(e)}.
   */
  @Override
  public Iterable<Batch> shuffled(int batchSize, Seed seed) {
    return shuffled(batchSize, seed, 0);
  }

  @Override
  public Iterable<Batch> shuffled(int batchSize, Seed seed, int from) {
    Loader changed = Loader.of(data, batchSize).shuffled(seed).augmented(steps);
    Loader loader = mixup.map(changed::mixed).orElse(changed);
    return () ->
        new BatchStream(
            loader, new Cursor(0, from), Loader.shuffledOrder(size(), seed), chance(seed));
  }

  /** Where the chance of a walk comes from. */
  static Seed chance(Seed walk) {
    return walk.split("augment");
  }

  /**
   * Changes examples that lie one after the other.
   *
   * @param values the examples, changed in place
   * @param examples their places in the data set
   */
  static void apply(
      List<Augmentation> steps, float[] values, int[] examples, Dataset data, Seed chance) {
    if (steps.isEmpty()) {
      return;
    }
    int perExample = data.exampleShape().size();
    float[] from = new float[perExample];
    float[] to = new float[perExample];
    for (int i = 0; i < examples.length; i++) {
      System.arraycopy(values, i * perExample, from, 0, perExample);
      for (int step = 0; step < steps.size(); step++) {
        SplitMix64 random = SplitMix64.keyed(chance.value(), examples[i], step);
        steps.get(step).apply(from, data.exampleShape(), to, random);
        float[] changed = to;
        to = from;
        from = changed;
      }
      System.arraycopy(from, 0, values, i * perExample, perExample);
    }
  }
}
