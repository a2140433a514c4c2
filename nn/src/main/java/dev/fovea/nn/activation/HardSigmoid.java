package dev.fovea.nn.activation;

import dev.fovea.core.Tensor;
import dev.fovea.nn.Pass;

/** {@code clip(x/6 + 1/2, 0, 1)} (Howard et al. 2019). */
public record HardSigmoid() implements ActivationLayer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.hardSigmoid();
  }
}
