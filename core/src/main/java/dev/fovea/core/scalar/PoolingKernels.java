package dev.fovea.core.scalar;

import java.util.List;

/** Pooling and its adjoints, one channel of one example after the other. */
final class PoolingKernels {
  private PoolingKernels() {}

  static double[] max(Plane plane, double[] x) {
    int[] winners = winners(plane, x);
    double[] y = new double[winners.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = winners[i] < 0 ? Double.NEGATIVE_INFINITY : x[winners[i]];
    }
    return y;
  }

  /** Inputs {@code (x, y, v)}: v added at the winners of x. */
  static double[] scatter(Plane plane, List<double[]> inputs) {
    double[] x = inputs.get(0);
    double[] values = inputs.get(2);
    int[] winners = winners(plane, x);
    double[] scattered = new double[x.length];
    for (int i = 0; i < winners.length; i++) {
      if (winners[i] >= 0) {
        scattered[winners[i]] += values[i];
      }
    }
    return scattered;
  }

  /** Inputs {@code (x, y, v)}: v taken at the winners of x. */
  static double[] pick(Plane plane, List<double[]> inputs) {
    double[] values = inputs.get(2);
    int[] winners = winners(plane, inputs.get(0));
    double[] picked = new double[winners.length];
    for (int i = 0; i < winners.length; i++) {
      picked[i] = winners[i] < 0 ? 0 : values[winners[i]];
    }
    return picked;
  }

  /**
   * The place in x of each window's largest element: the first of several in row-major order. The
   * padding takes no part; a NaN counts as the largest. −1 if all taps lie in the padding.
   */
  private static int[] winners(Plane plane, double[] x) {
    int channels = x.length / plane.inputSize();
    int[] winners = new int[channels * plane.outputSize()];
    int window = 0;
    for (int channel = 0; channel < channels; channel++) {
      int start = channel * plane.inputSize();
      for (int outputRow = 0; outputRow < plane.outputHeight; outputRow++) {
        for (int outputColumn = 0; outputColumn < plane.outputWidth; outputColumn++) {
          winners[window++] = winner(plane, x, start, outputRow, outputColumn);
        }
      }
    }
    return winners;
  }

  private static int winner(Plane plane, double[] x, int start, int outputRow, int outputColumn) {
    int best = -1;
    for (int tapRow = 0; tapRow < plane.kernelHeight; tapRow++) {
      int row = plane.row(outputRow, tapRow);
      if (row < 0 || row >= plane.inputHeight) {
        continue;
      }
      for (int tapColumn = 0; tapColumn < plane.kernelWidth; tapColumn++) {
        int column = plane.column(outputColumn, tapColumn);
        if (column >= 0 && column < plane.inputWidth) {
          int at = start + row * plane.inputWidth + column;
          if (best < 0 || ReductionKernels.beats(x[at], x[best])) {
            best = at;
          }
        }
      }
    }
    return best;
  }

  static double[] average(Plane plane, boolean countPadding, double[] x) {
    int channels = x.length / plane.inputSize();
    double[] y = new double[channels * plane.outputSize()];
    forEachWindow(
        plane,
        countPadding,
        channels,
        (start, rows, columns, window, divisor) -> {
          double sum = 0;
          for (int row = rows.first(); row < rows.end(); row++) {
            for (int column = columns.first(); column < columns.end(); column++) {
              sum += x[start + row * plane.inputWidth + column];
            }
          }
          y[window] = sum / divisor;
        });
    return y;
  }

  static double[] spread(Plane plane, boolean countPadding, double[] values) {
    int channels = values.length / plane.outputSize();
    double[] x = new double[channels * plane.inputSize()];
    forEachWindow(
        plane,
        countPadding,
        channels,
        (start, rows, columns, window, divisor) -> {
          double share = values[window] / divisor;
          for (int row = rows.first(); row < rows.end(); row++) {
            for (int column = columns.first(); column < columns.end(); column++) {
              x[start + row * plane.inputWidth + column] += share;
            }
          }
        });
    return x;
  }

  /**
   * What an averaging window covers along one axis.
   *
   * @param first its first element inside the input
   * @param end the element after its last one inside the input
   * @param padded how many elements of input and padding it covers; what it covers beyond the
   *     padding, as ceil mode may make it, does not count
   */
  private record Cover(int first, int end, int padded) {
    static Cover of(int start, int kernel, int input, int after) {
      int first = Math.max(start, 0);
      int end = Math.min(start + kernel, input);
      return new Cover(first, end, Math.min(start + kernel, input + after) - start);
    }

    int inside() {
      return end - first;
    }
  }

  @FunctionalInterface
  private interface Averaging {
    void visit(int start, Cover rows, Cover columns, int window, int divisor);
  }

  private static void forEachWindow(
      Plane plane, boolean countPadding, int channels, Averaging averaging) {
    int window = 0;
    for (int channel = 0; channel < channels; channel++) {
      int start = channel * plane.inputSize();
      for (int outputRow = 0; outputRow < plane.outputHeight; outputRow++) {
        Cover rows =
            Cover.of(plane.row(outputRow, 0), plane.kernelHeight, plane.inputHeight, plane.bottom);
        for (int outputColumn = 0; outputColumn < plane.outputWidth; outputColumn++) {
          Cover columns =
              Cover.of(
                  plane.column(outputColumn, 0), plane.kernelWidth, plane.inputWidth, plane.right);
          int divisor =
              countPadding ? rows.padded() * columns.padded() : rows.inside() * columns.inside();
          averaging.visit(start, rows, columns, window++, divisor);
        }
      }
    }
  }
}
