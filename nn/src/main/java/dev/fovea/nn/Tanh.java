package dev.fovea.nn;

import dev.fovea.core.Tensor;

/** Hyperbolic tangent, element by element. */
public record Tanh() implements Layer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.tanh();
  }
}
