package dev.fovea.nn;

import dev.fovea.core.Tensor;

/** Rectifier {@code max(x, 0)}, element by element. */
public record Relu() implements Layer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.relu();
  }
}
