package dev.fovea.nn.metric;

import dev.fovea.core.Tensor;

/**
 * The share of examples whose class is among the {@code k} with the largest scores. Of equal scores
 * the first counts as larger; NaN is never right.
 *
 * @param k how many guesses count
 */
public record Accuracy(int k) implements Metric {
  public Accuracy {
    if (k < 1) {
      throw new IllegalArgumentException("accuracy: expected k of at least 1 but was " + k);
    }
  }

  /** The share of examples whose class has the largest score. */
  public static Accuracy top1() {
    return new Accuracy(1);
  }

  /** The share of examples whose class is among the {@code k} with the largest scores. */
  public static Accuracy topK(int k) {
    return new Accuracy(k);
  }

  /** The share of right answers where there are two, by one logit each: above 0 is yes. */
  public static BinaryAccuracy ofLogits() {
    return new BinaryAccuracy(0);
  }

  /** The share of right answers where there are two, by one probability each: above ½ is yes. */
  public static BinaryAccuracy ofProbabilities() {
    return new BinaryAccuracy(0.5);
  }

  /** {@code accuracy}, or {@code top5_accuracy} and the like. */
  @Override
  public String name() {
    return k == 1 ? "accuracy" : "top" + k + "_accuracy";
  }

  @Override
  public Accumulator start() {
    return new Share() {
      @Override
      public void add(Tensor predictions, Tensor targets) {
        Scores scores = new Scores(predictions, targets);
        for (int i = 0; i < scores.positions(); i++) {
          count(scores.rankOfTarget(i) < k);
        }
      }
    };
  }
}
