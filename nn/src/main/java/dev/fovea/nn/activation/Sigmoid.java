package dev.fovea.nn.activation;

import dev.fovea.core.Tensor;
import dev.fovea.nn.Pass;

/** {@code 1 / (1 + e⁻ˣ)}, element by element. */
public record Sigmoid() implements ActivationLayer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.sigmoid();
  }
}
