package dev.fovea.nn;

import dev.fovea.core.Tensor;

/** {@code x·sigmoid(x)}, also called swish. */
public record Silu() implements Layer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.silu();
  }
}
