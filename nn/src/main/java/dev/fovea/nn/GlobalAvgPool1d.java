package dev.fovea.nn;

import dev.fovea.core.Tensor;

/** The mean of each channel over all positions: {@code [N, C, L]} to {@code [N, C]}. */
public record GlobalAvgPool1d() implements Layer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.mean(2);
  }
}
