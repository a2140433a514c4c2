package dev.fovea.nn.metric;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;

/**
 * Scores of classes, {@code [N, K, …]}, beside class numbers, {@code [N, …]}, or probabilities of
 * classes, {@code [N, K, …]}, of which the most probable counts, read on the host. A position is
 * one class number: an example, or a pixel of it.
 */
final class Scores {
  private final float[] scores;
  private final long[] targets;
  private final int classes;
  private final int inner;

  Scores(Tensor predictions, Tensor targets) {
    Shape shape = predictions.shape();
    if (shape.rank() >= 2 && targets.dtype().isFloating() && targets.shape().equals(shape)) {
      this.scores = predictions.toFloatArray();
      this.classes = shape.dim(1);
      this.inner = shape.size(2, shape.rank());
      this.targets = mostProbable(targets.toFloatArray());
      return;
    }
    if (shape.rank() < 2 || !targets.shape().equals(shape.without(1))) {
      throw ShapeError.of("metric: predictions and targets do not fit together")
          .fact("predictions", shape)
          .fact("targets", targets.shape())
          .fact("expected", "[N, K, …] and [N, …]");
    }
    if (targets.dtype().isFloating()) {
      throw ShapeError.of("metric: targets must be class numbers")
          .fact("expected", "int32, int64 or uint8")
          .fact("but was", targets.dtype());
    }
    this.scores = predictions.toFloatArray();
    this.targets = targets.toLongArray();
    this.classes = shape.dim(1);
    this.inner = shape.size(2, shape.rank());
    for (long target : this.targets) {
      if (target < 0 || target >= classes) {
        throw ShapeError.of("metric: a class number is out of range")
            .fact("expected", "0 to " + (classes - 1))
            .fact("but was", target);
      }
    }
  }

  /** The class with the largest probability at each position, the first if there are several. */
  private long[] mostProbable(float[] probabilities) {
    long[] best = new long[probabilities.length / classes];
    for (int position = 0; position < best.length; position++) {
      int first = position / inner * classes * inner + position % inner;
      for (int k = 1; k < classes; k++) {
        if (probabilities[first + k * inner]
            > probabilities[first + (int) best[position] * inner]) {
          best[position] = k;
        }
      }
    }
    return best;
  }

  int classes() {
    return classes;
  }

  /** How many class numbers there are. */
  int positions() {
    return targets.length;
  }

  int target(int position) {
    return (int) targets[position];
  }

  float score(int position, int k) {
    return scores[(position / inner * classes + k) * inner + position % inner];
  }

  /** The class with the largest score, the first if there are several. */
  int predicted(int position) {
    int best = 0;
    for (int k = 1; k < classes; k++) {
      if (score(position, k) > score(position, best)) {
        best = k;
      }
    }
    return best;
  }

  /** How many classes come before the target by score; all of them if its score is NaN. */
  int rankOfTarget(int position) {
    int target = target(position);
    float own = score(position, target);
    if (Float.isNaN(own)) {
      return classes;
    }
    int before = 0;
    for (int k = 0; k < classes; k++) {
      float other = score(position, k);
      if (other > own || (other == own && k < target)) {
        before++;
      }
    }
    return before;
  }
}
