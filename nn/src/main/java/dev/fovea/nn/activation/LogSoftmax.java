package dev.fovea.nn.activation;

import dev.fovea.core.Tensor;
import dev.fovea.nn.Pass;

/** {@code x − ln Σ exp(x)} along axis 1, that of the classes or channels. */
public record LogSoftmax() implements ActivationLayer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.logSoftmax(1);
  }
}
