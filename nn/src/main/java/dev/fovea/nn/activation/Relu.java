package dev.fovea.nn.activation;

import dev.fovea.core.Tensor;
import dev.fovea.nn.Pass;

/** Rectifier {@code max(x, 0)}, element by element. */
public record Relu() implements ActivationLayer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.relu();
  }
}
