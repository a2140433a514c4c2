package dev.fovea.nn;

import dev.fovea.core.Tensor;

/** {@code clip(x, −1, 1)}. */
public record HardTanh() implements Layer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.hardTanh();
  }
}
