package dev.fovea.nn.loss;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;

/** Targets that are compared with predictions number by number. */
final class Values {
  private Values() {}

  /**
   * The targets in the predictions' type and shape. Targets {@code [N]} are read as {@code [N, 1]}
   * beside such predictions; everything else must be equal.
   */
  static Tensor like(String loss, Tensor predictions, Tensor targets) {
    Shape shape = predictions.shape();
    boolean isColumn = shape.rank() == 2 && shape.dim(1) == 1;
    if (isColumn && targets.shape().equals(Shape.of(shape.dim(0)))) {
      return targets.to(predictions.dtype()).reshape(shape);
    }
    if (!targets.shape().equals(shape)) {
      throw ShapeError.of(loss + ": predictions and targets differ in shape")
          .fact("predictions", shape)
          .fact("targets", targets.shape());
    }
    return targets.to(predictions.dtype());
  }
}
