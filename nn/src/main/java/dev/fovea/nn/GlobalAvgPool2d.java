package dev.fovea.nn;

import dev.fovea.core.Tensor;

/** The mean of each channel over all positions: {@code [N, C, H, W]} to {@code [N, C]}. */
public record GlobalAvgPool2d() implements Layer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.mean(2, 3);
  }
}
