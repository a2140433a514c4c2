package dev.fovea.core.vector.geometry;

import dev.fovea.core.shape.Window;
import java.util.List;

/** One over the divisor of each window of an average pooling, as {@code AvgPool} defines it. */
public final class Divisors {
  private Divisors() {}

  public static float[] scales(
      Window window, boolean countPadding, List<Integer> input, List<Integer> output) {
    boolean image = window.rank() == 2;
    int rows = image ? output.get(0) : 1;
    int last = window.rank() - 1;
    int columns = output.get(last);
    float[] scales = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      int high = image ? counted(window, countPadding, input, 0, i) : 1;
      for (int j = 0; j < columns; j++) {
        scales[i * columns + j] = 1f / (high * counted(window, countPadding, input, last, j));
      }
    }
    return scales;
  }

  private static int counted(
      Window window, boolean countPadding, List<Integer> input, int axis, int position) {
    int start = position * window.stride().get(axis) - window.before(axis);
    int end = start + window.kernel().get(axis);
    int low = countPadding ? start : Math.max(start, 0);
    int high = Math.min(end, input.get(axis) + (countPadding ? window.after(axis) : 0));
    return Math.max(1, high - low);
  }
}
