package dev.fovea.nn.train;

import dev.fovea.core.Seed;

/**
 * How long to train, and in what portions.
 *
 * @param epochs the last epoch, counted from 1
 * @param batchSize examples per step
 * @param evaluationBatchSize examples computed at once in evaluation
 * @param seed where the order of examples and dropout come from
 */
public record Fit(int epochs, int batchSize, int evaluationBatchSize, Seed seed) {
  public Fit {
    atLeastOne("epochs", epochs);
    atLeastOne("batch size", batchSize);
    atLeastOne("evaluation batch size", evaluationBatchSize);
  }

  /** This many epochs of batches of 32, from seed 0. */
  public static Fit epochs(int number) {
    return new Fit(number, 32, 256, Seed.of(0));
  }

  /** With this many examples per step. */
  public Fit batchSize(int examples) {
    return new Fit(epochs, examples, evaluationBatchSize, seed);
  }

  /** With this batch size in evaluation; it changes no result but rounding. */
  public Fit evaluationBatchSize(int examples) {
    return new Fit(epochs, batchSize, examples, seed);
  }

  /** With another order of examples and other dropout. */
  public Fit seed(Seed other) {
    return new Fit(epochs, batchSize, evaluationBatchSize, other);
  }

  private static void atLeastOne(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + ": expected at least 1 but was " + value);
    }
  }
}
