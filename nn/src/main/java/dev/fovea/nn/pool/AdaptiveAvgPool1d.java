package dev.fovea.nn.pool;

import dev.fovea.core.Tensor;
import dev.fovea.nn.Pass;

/**
 * The means of as many windows as the output shall have: {@code [N, C, L]} to {@code [N, C,
 * length]}.
 *
 * @param length positions of the output
 */
public record AdaptiveAvgPool1d(int length) implements PoolLayer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.adaptiveAvgPool(length);
  }
}
