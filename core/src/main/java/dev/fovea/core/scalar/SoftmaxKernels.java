package dev.fovea.core.scalar;

import dev.fovea.core.shape.Shape;

/** Softmax and its logarithm along one axis; the largest element is taken off before exp. */
final class SoftmaxKernels {
  private SoftmaxKernels() {}

  static double[] softmax(int axis, Shape shape, double[] x) {
    double[] y = new double[x.length];
    int count = shape.dim(axis);
    int step = shape.stride(axis);
    for (int outer = 0; outer < shape.size(0, axis); outer++) {
      for (int inner = 0; inner < step; inner++) {
        int start = outer * count * step + inner;
        double largest = largest(x, start, step, count);
        double sum = sumOfExp(x, start, step, count, largest);
        for (int i = 0; i < count; i++) {
          int at = start + i * step;
          y[at] = Math.exp(x[at] - largest) / sum;
        }
      }
    }
    return y;
  }

  static double[] logSoftmax(int axis, Shape shape, double[] x) {
    double[] y = new double[x.length];
    int count = shape.dim(axis);
    int step = shape.stride(axis);
    for (int outer = 0; outer < shape.size(0, axis); outer++) {
      for (int inner = 0; inner < step; inner++) {
        int start = outer * count * step + inner;
        double largest = largest(x, start, step, count);
        double log = Math.log(sumOfExp(x, start, step, count, largest));
        for (int i = 0; i < count; i++) {
          int at = start + i * step;
          y[at] = x[at] - largest - log;
        }
      }
    }
    return y;
  }

  private static double largest(double[] x, int start, int step, int count) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, x[start + i * step]);
    }
    return largest;
  }

  private static double sumOfExp(double[] x, int start, int step, int count, double largest) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.exp(x[start + i * step] - largest);
    }
    return sum;
  }
}
