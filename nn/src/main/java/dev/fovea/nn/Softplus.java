package dev.fovea.nn;

import dev.fovea.core.Tensor;

/** {@code ln(1 + eˣ)}, element by element. */
public record Softplus() implements Layer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.softplus();
  }
}
