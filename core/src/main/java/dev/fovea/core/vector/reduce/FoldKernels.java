package dev.fovea.core.vector.reduce;

import dev.fovea.core.vector.simd.LaneSums;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Sums and maxima of row-major floats. All offsets but those of the table are in bytes. The order
 * of additions is fixed by the sizes: four accumulators in turn, then {@link LaneSums}.
 */
public final class FoldKernels {
  private static final int BYTES_2 = 2 * Lanes.BYTES;
  private static final int BYTES_3 = 3 * Lanes.BYTES;

  /** Columns that are folded at once. */
  static final int COLUMNS = 4 * Lanes.COUNT;

  private FoldKernels() {}

  /**
   * The sums of rows. A row has some runs of neighbors; the table says, in floats, where they
   * start.
   */
  public static void sumRows(
      MemorySegment x,
      long in,
      long fromRow,
      int rows,
      int[] starts,
      int floats,
      MemorySegment y,
      long out) {
    int bytes = floats * Float.BYTES;
    int whole = floats / Lanes.COUNT * Lanes.BYTES;
    int four = floats / COLUMNS * COLUMNS * Float.BYTES;
    VectorMask<Float> rest = Lanes.FLOATS.indexInRange(whole / Float.BYTES, floats);
    for (int row = 0; row < rows; row++) {
      FloatVector s0 = FloatVector.zero(Lanes.FLOATS);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int start : starts) {
        long at = in + row * fromRow + (long) start * Float.BYTES;
        for (int i = 0; i < four; i += COLUMNS * Float.BYTES) {
          s0 = s0.add(FloatVector.fromMemorySegment(Lanes.FLOATS, x, at + i, Lanes.ORDER));
          s1 =
              s1.add(
                  FloatVector.fromMemorySegment(
                      Lanes.FLOATS, x, at + i + Lanes.BYTES, Lanes.ORDER));
          s2 =
              s2.add(FloatVector.fromMemorySegment(Lanes.FLOATS, x, at + i + BYTES_2, Lanes.ORDER));
          s3 =
              s3.add(FloatVector.fromMemorySegment(Lanes.FLOATS, x, at + i + BYTES_3, Lanes.ORDER));
        }
        for (int i = four; i < whole; i += Lanes.BYTES) {
          s0 = s0.add(FloatVector.fromMemorySegment(Lanes.FLOATS, x, at + i, Lanes.ORDER));
        }
        if (whole < bytes) {
          s1 =
              s1.add(FloatVector.fromMemorySegment(Lanes.FLOATS, x, at + whole, Lanes.ORDER, rest));
        }
      }
      float sum = LaneSums.of(s0.add(s1).add(s2.add(s3)));
      y.set(Lanes.FLOAT, out + (long) row * Float.BYTES, sum);
    }
  }

  /** The largest element of each row, which has runs as in {@link #sumRows}. */
  public static void maxRows(
      MemorySegment x,
      long in,
      long fromRow,
      int rows,
      int[] starts,
      int floats,
      MemorySegment y,
      long out) {
    FloatVector lowest = FloatVector.broadcast(Lanes.FLOATS, Float.NEGATIVE_INFINITY);
    int bytes = floats * Float.BYTES;
    int whole = floats / Lanes.COUNT * Lanes.BYTES;
    int two = whole / BYTES_2 * BYTES_2;
    VectorMask<Float> rest = Lanes.FLOATS.indexInRange(whole / Float.BYTES, floats);
    for (int row = 0; row < rows; row++) {
      FloatVector m0 = lowest;
      FloatVector m1 = lowest;
      for (int start : starts) {
        long at = in + row * fromRow + (long) start * Float.BYTES;
        for (int i = 0; i < two; i += BYTES_2) {
          m0 = m0.max(FloatVector.fromMemorySegment(Lanes.FLOATS, x, at + i, Lanes.ORDER));
          m1 =
              m1.max(
                  FloatVector.fromMemorySegment(
                      Lanes.FLOATS, x, at + i + Lanes.BYTES, Lanes.ORDER));
        }
        if (two < whole) {
          m0 = m0.max(FloatVector.fromMemorySegment(Lanes.FLOATS, x, at + two, Lanes.ORDER));
        }
        if (whole < bytes) {
          m1 =
              m1.max(
                  lowest.blend(
                      FloatVector.fromMemorySegment(Lanes.FLOATS, x, at + whole, Lanes.ORDER, rest),
                      rest));
        }
      }
      y.set(Lanes.FLOAT, out + (long) row * Float.BYTES, LaneSums.largest(m0.max(m1)));
    }
  }

  /** The sums of {@link #COLUMNS} neighboring columns of {@code rows} rows at each start. */
  static void sumColumns(
      MemorySegment x, long in, int[] starts, int rows, long step, MemorySegment y, long out) {
    FloatVector s0 = FloatVector.zero(Lanes.FLOATS);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int start : starts) {
      long first = in + (long) start * Float.BYTES;
      for (int row = 0; row < rows; row++) {
        long at = first + row * step;
        s0 = s0.add(FloatVector.fromMemorySegment(Lanes.FLOATS, x, at, Lanes.ORDER));
        s1 = s1.add(FloatVector.fromMemorySegment(Lanes.FLOATS, x, at + Lanes.BYTES, Lanes.ORDER));
        s2 = s2.add(FloatVector.fromMemorySegment(Lanes.FLOATS, x, at + BYTES_2, Lanes.ORDER));
        s3 = s3.add(FloatVector.fromMemorySegment(Lanes.FLOATS, x, at + BYTES_3, Lanes.ORDER));
      }
    }
    s0.intoMemorySegment(y, out, Lanes.ORDER);
    s1.intoMemorySegment(y, out + Lanes.BYTES, Lanes.ORDER);
    s2.intoMemorySegment(y, out + BYTES_2, Lanes.ORDER);
    s3.intoMemorySegment(y, out + BYTES_3, Lanes.ORDER);
  }

  /** The sums of some columns, at most one vector. */
  static void sumColumns(
      MemorySegment x,
      long in,
      int[] starts,
      int rows,
      long step,
      MemorySegment y,
      long out,
      int columns) {
    VectorMask<Float> mask = Lanes.FLOATS.indexInRange(0, columns);
    FloatVector sum = FloatVector.zero(Lanes.FLOATS);
    for (int start : starts) {
      long first = in + (long) start * Float.BYTES;
      for (int row = 0; row < rows; row++) {
        sum =
            sum.add(
                FloatVector.fromMemorySegment(
                    Lanes.FLOATS, x, first + row * step, Lanes.ORDER, mask));
      }
    }
    sum.intoMemorySegment(y, out, Lanes.ORDER, mask);
  }

  /** The largest elements of {@link #COLUMNS} neighboring columns. */
  static void maxColumns(
      MemorySegment x, long in, int[] starts, int rows, long step, MemorySegment y, long out) {
    FloatVector m0 = FloatVector.broadcast(Lanes.FLOATS, Float.NEGATIVE_INFINITY);
    FloatVector m1 = m0;
    FloatVector m2 = m0;
    FloatVector m3 = m0;
    for (int start : starts) {
      long first = in + (long) start * Float.BYTES;
      for (int row = 0; row < rows; row++) {
        long at = first + row * step;
        m0 = m0.max(FloatVector.fromMemorySegment(Lanes.FLOATS, x, at, Lanes.ORDER));
        m1 = m1.max(FloatVector.fromMemorySegment(Lanes.FLOATS, x, at + Lanes.BYTES, Lanes.ORDER));
        m2 = m2.max(FloatVector.fromMemorySegment(Lanes.FLOATS, x, at + BYTES_2, Lanes.ORDER));
        m3 = m3.max(FloatVector.fromMemorySegment(Lanes.FLOATS, x, at + BYTES_3, Lanes.ORDER));
      }
    }
    m0.intoMemorySegment(y, out, Lanes.ORDER);
    m1.intoMemorySegment(y, out + Lanes.BYTES, Lanes.ORDER);
    m2.intoMemorySegment(y, out + BYTES_2, Lanes.ORDER);
    m3.intoMemorySegment(y, out + BYTES_3, Lanes.ORDER);
  }

  /** The largest elements of some columns, at most one vector. */
  static void maxColumns(
      MemorySegment x,
      long in,
      int[] starts,
      int rows,
      long step,
      MemorySegment y,
      long out,
      int columns) {
    VectorMask<Float> mask = Lanes.FLOATS.indexInRange(0, columns);
    FloatVector largest = FloatVector.broadcast(Lanes.FLOATS, Float.NEGATIVE_INFINITY);
    for (int start : starts) {
      long first = in + (long) start * Float.BYTES;
      for (int row = 0; row < rows; row++) {
        largest =
            largest.max(
                FloatVector.fromMemorySegment(
                    Lanes.FLOATS, x, first + row * step, Lanes.ORDER, mask));
      }
    }
    largest.intoMemorySegment(y, out, Lanes.ORDER, mask);
  }
}
