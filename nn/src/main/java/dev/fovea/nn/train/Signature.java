package dev.fovea.nn.train;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;

/** The shapes and types of a batch: batches with equal ones share a program. */
record Signature(Shape inputs, DType inputType, Shape targets, DType targetType) {
  static Signature of(Batch batch) {
    return new Signature(
        batch.inputs().shape(),
        batch.inputs().dtype(),
        batch.targets().shape(),
        batch.targets().dtype());
  }
}
