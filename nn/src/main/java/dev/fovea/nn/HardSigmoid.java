package dev.fovea.nn;

import dev.fovea.core.Tensor;

/** {@code clip(x/6 + 1/2, 0, 1)} (Howard et al. 2019). */
public record HardSigmoid() implements Layer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.hardSigmoid();
  }
}
