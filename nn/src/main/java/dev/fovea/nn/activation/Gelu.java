package dev.fovea.nn.activation;

import dev.fovea.core.Tensor;
import dev.fovea.nn.Pass;

/** {@code x·Φ(x)} with the exact normal distribution (Hendrycks and Gimpel 2016). */
public record Gelu() implements ActivationLayer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.gelu();
  }
}
