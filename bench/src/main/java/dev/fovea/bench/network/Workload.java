package dev.fovea.bench.network;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A network with the task it is compared on.
 *
 * @param name short, for the command line
 * @param title for people
 * @param rule how it learns
 * @param batch examples of a training step
 * @param classes of the cross entropy; 1 stands for binary cross entropy of one logit
 * @param predictions examples of an inference batch, each measured
 */
public record Workload(
    String name,
    String title,
    Network network,
    Rule rule,
    int batch,
    int classes,
    List<Integer> predictions) {
  /** This many different batches are trained on in turn. */
  public static final int BATCHES = 4;

  private static final long SEED = 19_980_101;

  /** Whether the loss is binary cross entropy of one logit. */
  public boolean isBinary() {
    return classes == 1;
  }

  /** Whether any step is left to chance. */
  public boolean hasDropout() {
    return network.steps().stream().anyMatch(Step.Dropout.class::isInstance);
  }

  /** How many numbers make up one example. */
  public int exampleSize() {
    return network.input().stream().reduce(1, Math::multiplyExact);
  }

  /** The inputs of a batch, from 0 to 1, one example after the other. */
  public float[] inputs(int number, int examples) {
    RandomGenerator random = generator("inputs", number);
    float[] values = new float[Math.multiplyExact(examples, exampleSize())];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  /** The classes of a batch; 0 and 1 where there is one logit. */
  public long[] targets(int number, int examples) {
    RandomGenerator random = generator("targets", number);
    return random.longs(examples, 0, Math.max(2, classes)).toArray();
  }

  private RandomGenerator generator(String what, int number) {
    return RandomGeneratorFactory.of("L64X128MixRandom")
        .create(SEED + 31L * (name + what).hashCode() + number);
  }
}
