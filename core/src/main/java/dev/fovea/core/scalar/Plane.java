package dev.fovea.core.scalar;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;

/**
 * The sizes and the geometry of a window operation, always with two spatial axes: a signal is an
 * image of height 1. The padding of the window is in numbers.
 */
final class Plane {
  final int batch;
  final int inputHeight;
  final int inputWidth;
  final int outputHeight;
  final int outputWidth;
  final int kernelHeight;
  final int kernelWidth;
  final int strideHeight;
  final int strideWidth;
  final int dilationHeight;
  final int dilationWidth;
  final int top;
  final int bottom;
  final int left;
  final int right;

  /**
   * The geometry of a window that moves over the input.
   *
   * @param input {@code [N, C, …in]}: what the window moves over, also in an adjoint
   * @param output {@code [N, C, …out]}: one place per window
   */
  Plane(Window window, Shape input, Shape output) {
    boolean image = window.rank() == 2;
    int width = image ? 1 : 0;
    batch = input.dim(0);
    inputHeight = image ? input.dim(2) : 1;
    inputWidth = input.dim(-1);
    outputHeight = image ? output.dim(2) : 1;
    outputWidth = output.dim(-1);
    kernelHeight = image ? window.kernel().get(0) : 1;
    kernelWidth = window.kernel().get(width);
    strideHeight = image ? window.stride().get(0) : 1;
    strideWidth = window.stride().get(width);
    dilationHeight = image ? window.dilation().get(0) : 1;
    dilationWidth = window.dilation().get(width);
    top = image ? window.before(0) : 0;
    bottom = image ? window.after(0) : 0;
    left = window.before(width);
    right = window.after(width);
  }

  /** Elements of one channel of the input. */
  int inputSize() {
    return inputHeight * inputWidth;
  }

  /** Elements of one channel of the output. */
  int outputSize() {
    return outputHeight * outputWidth;
  }

  /** The input row that a window row's tap looks at; outside the input if it is padding. */
  int row(int outputRow, int tap) {
    return outputRow * strideHeight + tap * dilationHeight - top;
  }

  /** The input column that a window column's tap looks at. */
  int column(int outputColumn, int tap) {
    return outputColumn * strideWidth + tap * dilationWidth - left;
  }

  /** The first output column whose tap lies inside the input. */
  int firstColumn(int tap) {
    return Math.max(0, Math.ceilDiv(left - tap * dilationWidth, strideWidth));
  }

  /** The output column after the last one whose tap lies inside the input. */
  int endColumn(int tap) {
    int last = Math.floorDiv(inputWidth - 1 + left - tap * dilationWidth, strideWidth);
    return Math.min(outputWidth, last + 1);
  }
}
