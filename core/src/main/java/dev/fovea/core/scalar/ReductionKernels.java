package dev.fovea.core.scalar;

import dev.fovea.core.op.ArgMax;
import dev.fovea.core.op.Max;
import dev.fovea.core.op.Reduction;
import dev.fovea.core.op.Sum;
import dev.fovea.core.shape.Shape;
import java.util.Arrays;
import java.util.List;

/** Sums and largest elements over axes. A NaN counts as the largest element, as in PyTorch. */
final class ReductionKernels {
  private ReductionKernels() {}

  static double[] compute(Reduction op, Shape shape, double[] x) {
    StridedIndices walk = StridedIndices.reducing(shape, op.axes());
    double[] y = new double[op.outputShape(List.of(shape)).size()];
    switch (op) {
      case Sum _ -> walk.forEach((from, to) -> y[to] += x[from]);
      case Max _ -> {
        Arrays.fill(y, Double.NEGATIVE_INFINITY);
        walk.forEach((from, to) -> y[to] = Math.max(y[to], x[from]));
      }
      case ArgMax(int axis) -> {
        int[] best = new int[y.length];
        Arrays.fill(best, -1);
        int step = shape.stride(axis);
        walk.forEach((from, to) -> {
          if (best[to] < 0 || beats(x[from], x[best[to]])) {
            best[to] = from;
            y[to] = from / step % shape.dim(axis);
          }
        });
      }
    }
    return y;
  }

  /** Whether a candidate takes the place of the largest element so far. */
  static boolean beats(double candidate, double best) {
    return candidate > best || (Double.isNaN(candidate) && !Double.isNaN(best));
  }
}
