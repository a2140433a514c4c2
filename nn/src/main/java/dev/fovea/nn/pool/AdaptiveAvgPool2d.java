package dev.fovea.nn.pool;

import dev.fovea.core.Tensor;
import dev.fovea.nn.Pass;

/**
 * The means of as many windows as the output shall have: {@code [N, C, H, W]} to {@code [N, C,
 * height, width]}.
 *
 * @param height rows of the output
 * @param width columns of the output
 */
public record AdaptiveAvgPool2d(int height, int width) implements PoolLayer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.adaptiveAvgPool(height, width);
  }
}
