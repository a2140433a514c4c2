package dev.fovea.data;

import dev.fovea.core.Seed;
import dev.fovea.nn.train.Batch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Deals a data set out in batches, epoch by epoch. A value: the methods give changed copies.
 *
 * <pre>{@code
 * Loader loader = Loader.of(train, 100).shuffled(Seed.of(42));
 * for (Batch batch : loader.epoch(0)) {
 *   System.out.println(batch.size());
 * }
 * }</pre>
 *
 * <p>The batches of an epoch depend only on the data, the settings and the number of the epoch, not
 * on what was read before, nor on threads.
 *
 * @param dataset where the examples come from
 * @param batchSize examples in a batch
 * @param shuffle the seed of the order of each epoch; empty keeps the order of the data set
 * @param dropLast whether a last, smaller batch is omitted
 * @param prefetch how many batches are put together ahead in the background; 0 does all in the
 *     calling thread
 * @param augmentations changes of each example that differ from epoch to epoch; their chance comes
 *     from the seed of the order
 * @param mixup how examples of a batch are blended with each other, if they are
 */
public record Loader(
    Dataset dataset,
    int batchSize,
    Optional<Seed> shuffle,
    boolean dropLast,
    int prefetch,
    List<Augmentation> augmentations,
    Optional<Mixup> mixup) {
  private static final int DEFAULT_PREFETCH = 2;

  /** Checks the numbers. */
  public Loader {
    augmentations = List.copyOf(augmentations);
    if (batchSize < 1 || prefetch < 0 || dataset.size() == 0) {
      throw Problem.of("loader: there is nothing to deal out with these settings")
          .with("data set", dataset.name())
          .with("examples", dataset.size())
          .with("batch size", batchSize)
          .with("prefetch", prefetch)
          .with("expected", "at least 1 example, batch size at least 1, prefetch at least 0")
          .asBadArgument();
    }
    if (shuffle.isEmpty() && (!augmentations.isEmpty() || mixup.isPresent())) {
      throw Problem.of("loader: augmentation needs a seed")
          .with("data set", dataset.name())
          .with("expected", "shuffled(seed) before augmented(…)")
          .asBadArgument();
    }
    augmentations.forEach(step -> step.check(dataset.exampleShape()));
  }

  /** Batches in the order of the data set, the last perhaps smaller, two put together ahead. */
  public static Loader of(Dataset dataset, int batchSize) {
    return new Loader(
        dataset, batchSize, Optional.empty(), false, DEFAULT_PREFETCH, List.of(), Optional.empty());
  }

  /** In another random order each epoch. */
  public Loader shuffled(Seed seed) {
    return new Loader(
        dataset, batchSize, Optional.of(seed), dropLast, prefetch, augmentations, mixup);
  }

  /** Without the last batch of an epoch if it is smaller than the others. */
  public Loader droppingLast() {
    return new Loader(dataset, batchSize, shuffle, true, prefetch, augmentations, mixup);
  }

  /** With this many batches put together ahead in the background; 0 for none. */
  public Loader prefetching(int batches) {
    return new Loader(dataset, batchSize, shuffle, dropLast, batches, augmentations, mixup);
  }

  /**
   * With changes of each example that differ from epoch to epoch, made in the background as the
   * batches are put together.
   *
   * @throws IllegalArgumentException if the loader has no seed as yet
   * @throws dev.fovea.core.shape.ShapeError if the examples cannot be changed so
   */
  public Loader augmented(Augmentation... steps) {
    return augmented(List.of(steps));
  }

  Loader augmented(List<Augmentation> steps) {
    return new Loader(dataset, batchSize, shuffle, dropLast, prefetch, steps, mixup);
  }

  /**
   * With examples of each batch blended with each other, after the other changes.
   *
   * @throws IllegalArgumentException if the loader has no seed as yet
   * @throws IllegalStateException if the targets are no classes
   */
  public Loader mixed(Mixup blend) {
    dataset.classTargets();
    return new Loader(
        dataset, batchSize, shuffle, dropLast, prefetch, augmentations, Optional.of(blend));
  }

  /** How many batches an epoch has. */
  public int batches() {
    return dropLast ? dataset.size() / batchSize : Math.ceilDiv(dataset.size(), batchSize);
  }

  /** How many examples an epoch reads. */
  public int examples() {
    return dropLast ? batches() * batchSize : dataset.size();
  }

  /**
   * The examples of an epoch in the order they are dealt out: a Fisher-Yates shuffle by {@link
   * SplitMix64}, started at {@code seed.split(epoch)}.
   */
  public int[] order(int epoch) {
    return shuffle
        .map(seed -> shuffledOrder(dataset.size(), seed.split(epoch)))
        .orElseGet(() -> Selection.range(0, dataset.size()));
  }

  static int[] shuffledOrder(int size, Seed seed) {
    return new SplitMix64(seed.value()).permutation(size);
  }

  /** The batches of an epoch; can be gone through any number of times. */
  public Iterable<Batch> epoch(int epoch) {
    return () -> from(Cursor.startOf(epoch));
  }

  /**
   * The rest of an epoch, from a stored place on.
   *
   * @throws IllegalArgumentException if the epoch has fewer batches
   */
  public BatchStream from(Cursor cursor) {
    if (cursor.batch() > batches()) {
      throw Problem.of("loader: the cursor is beyond the end of the epoch")
          .with("data set", dataset.name())
          .with("expected", "batch 0 to " + batches())
          .with("found", "batch " + cursor.batch())
          .asBadArgument();
    }
    Seed walk = shuffle.map(seed -> seed.split(cursor.epoch())).orElseGet(() -> Seed.of(0));
    return new BatchStream(this, cursor, order(cursor.epoch()), Augmented.chance(walk));
  }

  /**
   * Puts one batch together.
   *
   * @param chance where the chance of the augmentations comes from
   * @param spare inputs of batches that nobody reads any more
   */
  Batch batch(int[] order, int batch, Seed chance, Queue<float[]> spare) {
    int from = batch * batchSize;
    int to = Math.min(from + batchSize, dataset.size());
    int[] examples = Arrays.copyOfRange(order, from, to);
    int size = dataset.inputShape(examples.length).size();
    float[] inputs = room(size, spare);
    Batch plain =
        dataset.batch(
            examples,
            inputs,
            values -> Augmented.apply(augmentations, values, examples, dataset, chance));
    if (mixup.isEmpty()) {
      return plain;
    }
    SplitMix64 random = SplitMix64.keyed(chance.split("mixup").value(), batch);
    Batch mixed =
        mixup.get().apply(plain, inputs, dataset.classNames().size(), random, room(size, spare));
    spare.add(inputs);
    return mixed;
  }

  private static float[] room(int size, Queue<float[]> spare) {
    float[] room = spare.poll();
    return room == null || room.length != size ? new float[size] : room;
  }
}
