package dev.fovea.nn.pool;

import dev.fovea.core.Tensor;
import dev.fovea.nn.Pass;

/** The mean of each channel over all positions: {@code [N, C, L]} to {@code [N, C]}. */
public record GlobalAvgPool1d() implements PoolLayer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.mean(2);
  }
}
