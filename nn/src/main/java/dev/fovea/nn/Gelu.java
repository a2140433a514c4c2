package dev.fovea.nn;

import dev.fovea.core.Tensor;

/** {@code x·Φ(x)} with the exact normal distribution (Hendrycks and Gimpel 2016). */
public record Gelu() implements Layer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.gelu();
  }
}
