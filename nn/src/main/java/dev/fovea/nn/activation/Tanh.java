package dev.fovea.nn.activation;

import dev.fovea.core.Tensor;
import dev.fovea.nn.Pass;

/** Hyperbolic tangent, element by element. */
public record Tanh() implements ActivationLayer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.tanh();
  }
}
