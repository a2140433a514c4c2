package dev.fovea.nn.activation;

import dev.fovea.core.Tensor;
import dev.fovea.nn.Pass;

/** {@code ln(1 + eˣ)}, element by element. */
public record Softplus() implements ActivationLayer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.softplus();
  }
}
