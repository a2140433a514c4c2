package dev.fovea.nn.pool;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Window;
import dev.fovea.nn.Pass;

/**
 * The mean of each window of signals, channel by channel: {@code [N, C, L]} to {@code [N, C,
 * L_out]}.
 *
 * @param window kernel, stride, padding, dilation
 * @param countPadding whether zeros of the padding count in the divisor, as by default in PyTorch
 */
public record AvgPool1d(Window window, boolean countPadding) implements PoolLayer {
  /** Over windows of this size, which follow one another without overlap. */
  public static AvgPool1d of(int kernel) {
    return new AvgPool1d(Window.of(kernel).stride(kernel), true);
  }

  /** With another stride. */
  public AvgPool1d stride(int... perAxis) {
    return new AvgPool1d(window.stride(perAxis), countPadding);
  }

  /** With so much padding on both sides. */
  public AvgPool1d padding(int... perAxis) {
    return new AvgPool1d(window.padding(perAxis), countPadding);
  }

  /** With or without a last, partial window. */
  public AvgPool1d ceilMode(boolean wanted) {
    return new AvgPool1d(window.ceilMode(wanted), countPadding);
  }

  /** Whether zeros of the padding count in the divisor. */
  public AvgPool1d countPadding(boolean wanted) {
    return new AvgPool1d(window, wanted);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.avgPool(window, countPadding);
  }
}
