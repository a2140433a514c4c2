package dev.fovea.nn.norm;

import dev.fovea.core.Tensor;

/** Numbers brought to mean 0 and variance 1 over some axes. */
final class Standardized {
  private Standardized() {}

  static Tensor over(Tensor x, double epsilon, int... axes) {
    Tensor deviation = x.minus(x.mean(axes).keepDims(x.shape(), axes));
    Tensor variance = deviation.times(deviation).mean(axes).plus(epsilon);
    return deviation.dividedBy(variance.sqrt().keepDims(x.shape(), axes));
  }
}
