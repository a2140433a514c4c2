package dev.fovea.nn;

import dev.fovea.core.Tensor;

/** {@code x·hardSigmoid(x)} (Howard et al. 2019). */
public record HardSwish() implements Layer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.hardSwish();
  }
}
