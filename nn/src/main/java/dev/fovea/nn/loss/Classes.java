package dev.fovea.nn.loss;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.core.shape.Storage;
import java.util.ArrayList;
import java.util.List;

/** Class numbers beside scores: {@code [N, …]} beside {@code [N, K, …]}. */
final class Classes {
  private Classes() {}

  /**
   * The targets as ones and zeros of the scores' shape and type. Probabilities of that shape are
   * taken as they are.
   */
  static Tensor oneHot(String loss, Tensor scores, Tensor targets) {
    if (areProbabilities(scores.shape(), targets)) {
      return targets.to(scores.dtype());
    }
    check(loss, scores, targets);
    Tensor last = targets.oneHot(scores.shape().dim(1)).to(scores.dtype());
    if (scores.shape().rank() == 2) {
      return last;
    }
    List<Integer> order = new ArrayList<>(List.of(0, scores.shape().rank() - 1));
    for (int axis = 1; axis < scores.shape().rank() - 1; axis++) {
      order.add(axis);
    }
    return last.permute(order);
  }

  /** Whether there is a number for each class of each position, and not a class number. */
  private static boolean areProbabilities(Shape scores, Tensor targets) {
    return targets.dtype().isFloating() && scores.rank() >= 2 && targets.shape().equals(scores);
  }

  private static void check(String loss, Tensor scores, Tensor targets) {
    DType type = targets.dtype();
    if (type != DType.INT32 && type != DType.INT64 && type != DType.UINT8) {
      throw ShapeError.of(loss + ": targets must be class numbers")
          .fact("expected", "int32, int64 or uint8")
          .fact("but was", type)
          .hint("vectors with a 1 at the class become class numbers by argMax(1)");
    }
    Shape shape = scores.shape();
    if (shape.rank() < 2 || !targets.shape().equals(shape.without(1))) {
      throw ShapeError.of(loss + ": predictions and targets do not fit together")
          .fact("predictions", shape)
          .fact("targets", targets.shape())
          .fact("expected", shape.rank() < 2 ? "predictions [N, K]" : "targets " + shape.without(1))
          .fact("but was", shape.rank() < 2 ? shape : targets.shape());
    }
  }

  /** Checks that all class numbers are among the scores. */
  static void inRange(String loss, Shape scores, Tensor targets) {
    if (areProbabilities(scores, targets)) {
      return;
    }
    int classes = scores.dim(1);
    Storage numbers = targets.storage();
    for (int i = 0; i < numbers.size(); i++) {
      double number = numbers.at(i);
      if (number < 0 || number >= classes) {
        throw ShapeError.of(loss + ": a class number is out of range")
            .fact("position", i + " of the batch's targets " + targets.shape())
            .fact("expected", "0 to " + (classes - 1))
            .fact("but was", (long) number);
      }
    }
  }

  /** Checks class weights: one positive number or 0 a class. */
  static List<Double> weights(List<Double> weights) {
    if (weights.stream().anyMatch(weight -> !(weight >= 0))) {
      throw new IllegalArgumentException(
          "class weights: expected numbers of at least 0 but was " + weights);
    }
    return List.copyOf(weights);
  }

  /** Class weights as {@code [1, K, 1, …]}, to be multiplied with scores. */
  static Tensor along(String loss, List<Double> weights, Tensor scores) {
    if (weights.size() != scores.shape().dim(1)) {
      throw ShapeError.of(loss + ": one weight a class is needed")
          .fact("predictions", scores.shape())
          .fact("expected", scores.shape().dim(1) + " weights")
          .fact("but was", weights.size());
    }
    double[] values = weights.stream().mapToDouble(Double::doubleValue).toArray();
    return Tensor.of(values, values.length).to(scores.dtype()).alongChannels(scores.shape().rank());
  }
}
