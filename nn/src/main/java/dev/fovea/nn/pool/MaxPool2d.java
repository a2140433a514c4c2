package dev.fovea.nn.pool;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Window;
import dev.fovea.nn.Pass;

/**
 * The largest element of each window of images, channel by channel: {@code [N, C, H, W]} to {@code
 * [N, C, H_out, W_out]}.
 *
 * @param window kernel, stride, padding, dilation
 */
public record MaxPool2d(Window window) implements PoolLayer {
  /** Over windows of this size, which follow one another without overlap. */
  public static MaxPool2d of(int kernel) {
    return new MaxPool2d(Window.of(kernel, kernel).stride(kernel));
  }

  /** With another stride. */
  public MaxPool2d stride(int... perAxis) {
    return new MaxPool2d(window.stride(perAxis));
  }

  /** With so much padding on both sides. */
  public MaxPool2d padding(int... perAxis) {
    return new MaxPool2d(window.padding(perAxis));
  }

  /** With or without a last, partial window. */
  public MaxPool2d ceilMode(boolean wanted) {
    return new MaxPool2d(window.ceilMode(wanted));
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.maxPool(window);
  }
}
