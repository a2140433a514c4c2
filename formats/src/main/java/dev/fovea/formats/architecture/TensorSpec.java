package dev.fovea.formats.architecture;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;

/**
 * A tensor that is not there yet.
 *
 * @param dtype its type
 * @param shape its shape
 */
public record TensorSpec(DType dtype, Shape shape) {
  static TensorSpec floats(int... dims) {
    return new TensorSpec(DType.FLOAT32, Shape.of(dims));
  }

  @Override
  public String toString() {
    return shape + " " + dtype;
  }
}
