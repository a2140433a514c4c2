package dev.fovea.core;

import dev.fovea.core.op.Spatial;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.core.shape.Window;
import java.util.List;

/**
 * Adaptive average pooling, composed: equal windows are ordinary average pooling; others are a
 * product with a matrix of averages on each axis, since the mean over a rectangle is the mean of
 * means.
 */
final class AdaptivePooling {
  private AdaptivePooling() {}

  static Tensor average(Tensor x, int... sizes) {
    List<Integer> input = x.shape().rank() < 3 ? List.of() : Spatial.sizes(x.shape());
    if (input.size() != sizes.length) {
      throw ShapeError.of("adaptive_avg_pool: wrong number of axes")
          .fact("input", x.shape())
          .fact("expected", sizes.length == 1 ? "[N, C, L]" : "[N, C, H, W]");
    }
    boolean equalWindows = true;
    int[] kernel = new int[sizes.length];
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] < 1) {
        throw ShapeError.of("adaptive_avg_pool: a size is not positive")
            .fact("but was", Window.list(sizes));
      }
      equalWindows &= input.get(axis) % sizes[axis] == 0;
      kernel[axis] = Math.max(1, input.get(axis) / sizes[axis]);
    }
    if (equalWindows) {
      return x.avgPool(Window.of(kernel).stride(kernel), true);
    }
    Tensor y = x;
    for (int axis = 0; axis < sizes.length; axis++) {
      y = alongAxis(y, 2 + axis, sizes[axis]);
    }
    return y;
  }

  private static Tensor alongAxis(Tensor x, int axis, int size) {
    int last = x.shape().rank() - 1;
    Tensor moved = x.transpose(axis, last);
    Shape shape = moved.shape();
    Tensor rows = moved.reshape(shape.size(0, last), shape.dim(last));
    Tensor pooled = rows.matmul(averages(shape.dim(last), size, x.dtype()));
    return pooled.reshape(shape.with(last, size)).transpose(axis, last);
  }

  /** The matrix {@code [in, out]} whose column i averages the elements of window i. */
  private static Tensor averages(int in, int out, DType dtype) {
    double[] matrix = new double[in * out];
    for (int i = 0; i < out; i++) {
      int start = (int) ((long) i * in / out);
      int end = (int) Math.ceilDiv((i + 1L) * in, out);
      for (int j = start; j < end; j++) {
        matrix[j * out + i] = 1.0 / (end - start);
      }
    }
    return Tensor.of(matrix, in, out).to(dtype);
  }
}
