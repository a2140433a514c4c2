package dev.fovea.nn;

import dev.fovea.core.Tensor;

/** {@code 1 / (1 + e⁻ˣ)}, element by element. */
public record Sigmoid() implements Layer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.sigmoid();
  }
}
