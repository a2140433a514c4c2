package dev.fovea.nn.activation;

import dev.fovea.core.Tensor;
import dev.fovea.nn.Pass;

/** {@code x·sigmoid(x)}, also called swish. */
public record Silu() implements ActivationLayer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.silu();
  }
}
