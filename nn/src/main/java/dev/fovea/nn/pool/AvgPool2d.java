package dev.fovea.nn.pool;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Window;
import dev.fovea.nn.Pass;

/**
 * The mean of each window of images, channel by channel: {@code [N, C, H, W]} to {@code [N, C,
 * H_out, W_out]}.
 *
 * @param window kernel, stride, padding, dilation
 * @param countPadding whether zeros of the padding count in the divisor, as by default in PyTorch
 */
public record AvgPool2d(Window window, boolean countPadding) implements PoolLayer {
  /** Over windows of this size, which follow one another without overlap. */
  public static AvgPool2d of(int kernel) {
    return new AvgPool2d(Window.of(kernel, kernel).stride(kernel), true);
  }

  /** With another stride. */
  public AvgPool2d stride(int... perAxis) {
    return new AvgPool2d(window.stride(perAxis), countPadding);
  }

  /** With so much padding on both sides. */
  public AvgPool2d padding(int... perAxis) {
    return new AvgPool2d(window.padding(perAxis), countPadding);
  }

  /** With or without a last, partial window. */
  public AvgPool2d ceilMode(boolean wanted) {
    return new AvgPool2d(window.ceilMode(wanted), countPadding);
  }

  /** Whether zeros of the padding count in the divisor. */
  public AvgPool2d countPadding(boolean wanted) {
    return new AvgPool2d(window, wanted);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.avgPool(window, countPadding);
  }
}
