package dev.fovea.nn.pool;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Window;
import dev.fovea.nn.Pass;

/**
 * The largest element of each window of signals, channel by channel: {@code [N, C, L]} to {@code
 * [N, C, L_out]}.
 *
 * @param window kernel, stride, padding, dilation
 */
public record MaxPool1d(Window window) implements PoolLayer {
  /** Over windows of this size, which follow one another without overlap. */
  public static MaxPool1d of(int kernel) {
    return new MaxPool1d(Window.of(kernel).stride(kernel));
  }

  /** With another stride. */
  public MaxPool1d stride(int... perAxis) {
    return new MaxPool1d(window.stride(perAxis));
  }

  /** With so much padding on both sides. */
  public MaxPool1d padding(int... perAxis) {
    return new MaxPool1d(window.padding(perAxis));
  }

  /** With or without a last, partial window. */
  public MaxPool1d ceilMode(boolean wanted) {
    return new MaxPool1d(window.ceilMode(wanted));
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.maxPool(window);
  }
}
