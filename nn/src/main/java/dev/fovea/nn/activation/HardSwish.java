package dev.fovea.nn.activation;

import dev.fovea.core.Tensor;
import dev.fovea.nn.Pass;

/** {@code x·hardSigmoid(x)} (Howard et al. 2019). */
public record HardSwish() implements ActivationLayer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.hardSwish();
  }
}
