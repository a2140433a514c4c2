package dev.fovea.core.vector.conv.direct;

import dev.fovea.core.shape.Window;
import dev.fovea.core.vector.conv.ConvolutionSizes;
import java.util.ArrayList;
import java.util.List;

/**
 * Positions of a result that meet the same taps at the same distances: all of a forward
 * convolution; of an input gradient with stride s those of one remainder mod s, where every s-th
 * tap is met.
 *
 * @param row the first row
 * @param column the first column
 * @param rowStep from one row to the next
 * @param columnStep from one column to the next
 * @param rows how many rows; 0 for a remainder that does not occur
 * @param columns how many columns
 * @param taps the taps that are met
 * @param tapRows the padded row of the source each tap meets at the first row
 * @param tapColumns the same for columns
 */
@SuppressWarnings("ArrayRecordComponent") // tables; nobody compares two
record DirectPhase(
    int row,
    int column,
    int rowStep,
    int columnStep,
    int rows,
    int columns,
    int[] taps,
    int[] tapRows,
    int[] tapColumns) {

  /** One number for rows and one for columns. */
  record Pair(int rows, int columns) {}

  /** The phases of a result, and the zeros its source needs in front. */
  record Phases(List<DirectPhase> phases, Pair before) {}

  /** The one phase of a forward convolution (and of its weight gradient). */
  static Phases forward(ConvolutionSizes sizes) {
    Window window = sizes.window();
    Axis rows = Axis.rows(window);
    Axis columns = Axis.columns(window);
    int[] all = new int[sizes.taps()];
    int[] tapRows = new int[all.length];
    int[] tapColumns = new int[all.length];
    for (int k = 0; k < all.length; k++) {
      all[k] = k;
      tapRows[k] = k / columns.kernel * rows.dilation;
      tapColumns[k] = k % columns.kernel * columns.dilation;
    }
    DirectPhase phase =
        new DirectPhase(0, 0, 1, 1, sizes.heightOut(), sizes.widthOut(), all, tapRows, tapColumns);
    return new Phases(List.of(phase), new Pair(rows.before, columns.before));
  }

  /** The phases of an input gradient: a row and a column remainder each. */
  static Phases inputGradient(ConvolutionSizes sizes) {
    Axis rows = Axis.rows(sizes.window());
    Axis columns = Axis.columns(sizes.window());
    Pair before = new Pair(rows.zerosBefore(), columns.zerosBefore());
    List<DirectPhase> phases = new ArrayList<>();
    for (int r = 0; r < rows.stride; r++) {
      for (int c = 0; c < columns.stride; c++) {
        phases.add(remainder(sizes, rows, columns, before, new Pair(r, c)));
      }
    }
    return new Phases(List.copyOf(phases), before);
  }

  private static DirectPhase remainder(
      ConvolutionSizes sizes, Axis rows, Axis columns, Pair before, Pair at) {
    List<Integer> taps = new ArrayList<>();
    List<Integer> tapRows = new ArrayList<>();
    List<Integer> tapColumns = new ArrayList<>();
    for (int k = 0; k < sizes.taps(); k++) {
      int i = k / columns.kernel;
      int j = k % columns.kernel;
      if (rows.meets(at.rows, i) && columns.meets(at.columns, j)) {
        taps.add(k);
        tapRows.add(rows.distance(at.rows, i) + before.rows);
        tapColumns.add(columns.distance(at.columns, j) + before.columns);
      }
    }
    return new DirectPhase(
        at.rows,
        at.columns,
        rows.stride,
        columns.stride,
        Math.max(0, Math.ceilDiv(sizes.heightIn() - at.rows, rows.stride)),
        Math.max(0, Math.ceilDiv(sizes.widthIn() - at.columns, columns.stride)),
        ints(taps),
        ints(tapRows),
        ints(tapColumns));
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The geometry of one axis; a signal has one row. */
  private record Axis(int kernel, int stride, int dilation, int before) {
    static Axis rows(Window window) {
      return window.rank() == 2 ? of(window, 0) : new Axis(1, 1, 1, 0);
    }

    static Axis columns(Window window) {
      return of(window, window.rank() - 1);
    }

    private static Axis of(Window window, int axis) {
      return new Axis(
          window.kernel().get(axis),
          window.stride().get(axis),
          window.dilation().get(axis),
          window.before(axis));
    }

    /** Whether positions of a remainder meet a tap. */
    boolean meets(int remainder, int tap) {
      return Math.floorMod(remainder + before - tap * dilation, stride) == 0;
    }

    /** From the number of a position within its remainder to the element it meets. */
    int distance(int remainder, int tap) {
      return (remainder + before - tap * dilation) / stride;
    }

    /** How far in front of the source some position looks. */
    int zerosBefore() {
      int zeros = 0;
      for (int r = 0; r < stride; r++) {
        for (int k = 0; k < kernel; k++) {
          zeros = meets(r, k) ? Math.max(zeros, -distance(r, k)) : zeros;
        }
      }
      return zeros;
    }
  }
}
