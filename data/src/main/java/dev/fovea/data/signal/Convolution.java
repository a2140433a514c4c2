package dev.fovea.data.signal;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.core.shape.Window;

/**
 * Convolution of images with a kernel, as in signal processing: the kernel is turned by half a
 * turn, {@code y[i, j] = Σ x[i − m, j − n] · k[m, n]}. (Convolutional layers do not turn it.)
 *
 * <p>Results equal those of {@code scipy.signal.convolve2d}. They are recorded like any tensor:
 * gradients go through to image and kernel.
 *
 * <pre>{@code
 * Tensor edges = Convolution.convolve2d(image, Kernels.sobelX(), ConvolutionMode.SAME, Boundary.symmetric());
 * }</pre>
 */
public final class Convolution {
  private Convolution() {}

  /** All of the convolution, with zeros beyond the edges. */
  public static Tensor convolve2d(Tensor image, Tensor kernel) {
    return convolve2d(image, kernel, ConvolutionMode.FULL, Boundary.zeros());
  }

  /**
   * The convolution of each plane of an image.
   *
   * @param image {@code [H, W]}, {@code [C, H, W]} or {@code [N, C, H, W]}; whole numbers are
   *     converted to float32
   * @param kernel {@code [kH, kW]}, odd or even, also larger than the image
   * @param mode how much of it is kept
   * @param boundary what lies beyond the edges
   * @return as many axes as the image, the last two {@code [H', W']} as the mode has it
   * @throws ShapeError if the kernel is no matrix, or, in {@link ConvolutionMode#VALID}, neither
   *     covers the other
   */
  public static Tensor convolve2d(
      Tensor image, Tensor kernel, ConvolutionMode mode, Boundary boundary) {
    Shape shape = image.shape();
    if (shape.rank() < 2 || shape.rank() > 4 || kernel.shape().rank() != 2) {
      throw ShapeError.of("convolve2d: wrong number of axes")
          .fact("image", shape)
          .fact("kernel", kernel.shape())
          .fact("expected", "[H, W], [C, H, W] or [N, C, H, W], and a kernel [kH, kW]");
    }
    DType type = image.dtype().isFloating() ? image.dtype() : DType.FLOAT32;
    int height = shape.dim(-2);
    int width = shape.dim(-1);
    int planes = shape.size() / Math.max(1, height * width);
    int kernelHeight = kernel.shape().dim(0);
    int kernelWidth = kernel.shape().dim(1);
    if (shape.size() == 0 || kernel.shape().size() == 0) {
      throw ShapeError.of("convolve2d: there is nothing to convolve")
          .fact("image", shape)
          .fact("kernel", kernel.shape())
          .fact("expected", "at least one value of each");
    }
    Tensor x = image.to(type).reshape(planes, 1, height, width);
    Tensor k = kernel.to(type).reshape(1, 1, kernelHeight, kernelWidth);
    Tensor y;
    if (mode == ConvolutionMode.VALID && (kernelHeight > height || kernelWidth > width)) {
      y =
          valid(k, x.flip(2, 3), shape, kernel.shape())
              .reshape(planes, kernelHeight - height + 1, kernelWidth - width + 1);
    } else {
      Tensor wide = boundary.extend(x, 2, mode.before(kernelHeight), mode.after(kernelHeight));
      Tensor all = boundary.extend(wide, 3, mode.before(kernelWidth), mode.after(kernelWidth));
      y = valid(all, k.flip(2, 3), shape, kernel.shape());
    }
    int rank = y.shape().rank();
    return y.reshape(
        shape
            .with(shape.rank() - 2, y.shape().dim(rank - 2))
            .with(shape.rank() - 1, y.shape().dim(rank - 1)));
  }

  private static Tensor valid(Tensor x, Tensor weight, Shape image, Shape kernel) {
    int height = weight.shape().dim(2);
    int width = weight.shape().dim(3);
    if (height > x.shape().dim(2) || width > x.shape().dim(3)) {
      throw ShapeError.of("convolve2d: neither covers the other")
          .fact("image", image)
          .fact("kernel", kernel)
          .fact("expected", "one of them at least as high and as wide as the other in mode VALID");
    }
    return x.conv(weight, Window.of(height, width), 1);
  }

  /** The length of a vector with these two components, value by value: {@code √(x² + y²)}. */
  public static Tensor magnitude(Tensor x, Tensor y) {
    return x.times(x).plus(y.times(y)).sqrt();
  }
}
