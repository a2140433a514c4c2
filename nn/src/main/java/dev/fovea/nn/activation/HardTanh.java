package dev.fovea.nn.activation;

import dev.fovea.core.Tensor;
import dev.fovea.nn.Pass;

/** {@code clip(x, −1, 1)}. */
public record HardTanh() implements ActivationLayer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.hardTanh();
  }
}
