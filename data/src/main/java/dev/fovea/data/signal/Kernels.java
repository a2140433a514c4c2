package dev.fovea.data.signal;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;

/** Kernels for {@link Convolution}, float32. */
public final class Kernels {
  private Kernels() {}

  /** The mean of {@code side × side} values. */
  public static Tensor mean(int side) {
    return Tensor.full(1.0 / side / side, DType.FLOAT32, Shape.of(side, side));
  }

  /**
   * How much an image rises from left to right (Sobel and Feldman 1968); convolution turns the
   * kernel, so that a rise is negative.
   */
  public static Tensor sobelX() {
    return Tensor.of(new float[] {-1, 0, 1, -2, 0, 2, -1, 0, 1}, 3, 3);
  }

  /** How much an image rises from top to bottom, with the sign of {@link #sobelX}. */
  public static Tensor sobelY() {
    return Tensor.of(new float[] {-1, -2, -1, 0, 0, 0, 1, 2, 1}, 3, 3);
  }
}
