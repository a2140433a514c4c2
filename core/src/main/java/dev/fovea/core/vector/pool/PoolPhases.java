package dev.fovea.core.vector.pool;

import dev.fovea.core.shape.Window;
import dev.fovea.core.vector.simd.Lanes;
import java.util.List;

/**
 * How channels are laid out for pooling, so that the lanes can run over neighboring windows
 * whatever the stride: an element of row r and column c belongs to phase {@code (r mod stride, c
 * mod stride)} and lies there at row {@code r / stride}, column {@code c / stride}. What window (i,
 * j) meets with one of its taps then lies, for all windows, in one phase at {@code (i, j)} plus a
 * constant: with the windows numbered row by row, {@code pitch} a row, each tap is one offset.
 * Padding is part of the layout, and several channels lie after one another in each phase, so that
 * kernels are loops over whole vectors without borders.
 *
 * @param heightIn rows of a channel before pooling
 * @param widthIn columns of a channel before pooling
 * @param heightOut rows of windows
 * @param widthOut windows in a row
 * @param strideRow rows from window to window
 * @param strideColumn columns from window to window
 * @param paddedRows rows of padding in front of a phase
 * @param paddedColumns columns of padding in front of a phase
 * @param rows rows of a phase
 * @param pitch columns of a phase
 * @param channels channels that lie after one another
 * @param taps for each tap of the window, in row-major order, where window 0 meets it, in floats
 * @param whole whether one window is all of a channel
 */
record PoolPhases(
    int heightIn,
    int widthIn,
    int heightOut,
    int widthOut,
    int strideRow,
    int strideColumn,
    int paddedRows,
    int paddedColumns,
    int rows,
    int pitch,
    int channels,
    int[] taps,
    boolean whole) {
  /** About how many floats a task splits. */
  private static final int TASK = 1 << 15;

  /**
   * The layout for a pooling from channels of some spatial sizes to others.
   *
   * @param all how many channels there are, the examples of a batch counted apart
   */
  static PoolPhases of(Window window, List<Integer> input, List<Integer> output, int all) {
    Side column = Side.of(window, window.rank() - 1, input.getLast(), output.getLast());
    Side row = window.rank() == 2 ? Side.of(window, 0, input.get(0), output.get(0)) : Side.ONE;
    int channel = row.size * column.size;
    int channels = Math.clamp(TASK / (channel * row.stride * column.stride), 1, Math.max(1, all));
    int[] taps = new int[row.taps.length * column.taps.length];
    for (int t = 0; t < taps.length; t++) {
      int y = row.taps[t / column.taps.length];
      int x = column.taps[t % column.taps.length];
      int phase = Math.floorMod(y, row.stride) * column.stride + Math.floorMod(x, column.stride);
      int down = Math.floorDiv(y, row.stride) + row.padded;
      int right = Math.floorDiv(x, column.stride) + column.padded;
      taps[t] = phase * channels * channel + down * column.size + right;
    }
    return new PoolPhases(
        row.in,
        column.in,
        row.out,
        column.out,
        row.stride,
        column.stride,
        row.padded,
        column.padded,
        row.size,
        column.size,
        channels,
        taps,
        row.whole() && column.whole());
  }

  /**
   * One axis.
   *
   * @param in elements before pooling
   * @param out windows
   * @param stride elements from window to window
   * @param taps where window 0 meets its taps; below 0 in the padding
   * @param padded elements of padding in front of each phase
   * @param size elements of each phase
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares two
  private record Side(int in, int out, int stride, int[] taps, int padded, int size) {
    static final Side ONE = new Side(1, 1, 1, new int[] {0}, 0, 1);

    static Side of(Window window, int axis, int in, int out) {
      int stride = window.stride().get(axis);
      int[] taps = new int[window.kernel().get(axis)];
      for (int t = 0; t < taps.length; t++) {
        taps[t] = t * window.dilation().get(axis) - window.before(axis);
      }
      int padded = -Math.min(0, Math.floorDiv(taps[0], stride));
      int reached = out + Math.floorDiv(taps[taps.length - 1], stride);
      int size = Math.max(reached, Math.ceilDiv(in, stride)) + padded;
      return new Side(in, out, stride, taps, padded, size);
    }

    /** Whether one window meets every element and nothing else. */
    boolean whole() {
      return out == 1 && taps.length == in && taps[0] == 0 && taps[in - 1] == in - 1;
    }
  }

  /** Places of windows in a channel, those that stand for none counted. */
  int windows() {
    return rows * pitch;
  }

  /** Places of windows up to the last of this many channels. */
  int windows(int some) {
    return some == 0 ? 0 : (some - 1) * windows() + (heightOut - 1) * pitch + widthOut;
  }

  /** Floats from one phase to the next. */
  int phase() {
    return channels * windows();
  }

  /** Floats for all phases, with what whole vectors read and write after the last. */
  int split() {
    return strideRow * strideColumn * phase() + Lanes.COUNT;
  }

  /** Floats for one number per window. */
  int pooled() {
    return phase() + Lanes.COUNT;
  }

  /** Where the first element of a channel lies in the first phase. */
  int place(int channel) {
    return channel * windows() + paddedRows * pitch + paddedColumns;
  }

  /** Whether the rows of one channel follow those of the one before, in the phases too. */
  boolean joinsChannels() {
    return rows * strideRow == heightIn;
  }

  /** Whether the rows of windows of one channel follow those of the one before. */
  boolean joinsWindows() {
    return rows == heightOut;
  }

  /** Whether there is more room in the phases than the input fills. */
  boolean isPadded() {
    return rows * strideRow != heightIn || pitch * strideColumn != widthIn;
  }
}
