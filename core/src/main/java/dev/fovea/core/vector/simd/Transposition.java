package dev.fovea.core.vector.simd;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Turns rows of numbers into lanes and back, by squares ({@link LaneTranspose}); the last begins
 * further up.
 */
public final class Transposition {
  /** Bytes of temporary memory. */
  public static final long BYTES = LaneTranspose.BYTES;

  private Transposition() {}

  /**
   * Brings rows into the lanes: vector {@code j} of the result holds column {@code j}, one row per
   * lane, zeros in the lanes that have no row. Reads nothing outside the rows, but writes at least
   * L vectors, those after the last column being of no meaning.
   *
   * @param rowStep bytes from one row to the next
   * @param rows how many rows there are, at most L
   * @param columns how many columns, any number
   * @param out the vectors, one after the other
   * @param temporary {@link #BYTES} of the segment of out
   */
  public static void toLanes(
      MemorySegment from,
      long at,
      long rowStep,
      int rows,
      int columns,
      MemorySegment to,
      long out,
      long temporary) {
    int whole = Math.min(columns, Lanes.COUNT);
    for (int column = 0; column < columns; column += Lanes.COUNT) {
      int first = Math.max(0, Math.min(column, columns - Lanes.COUNT));
      long source = at + (long) first * Float.BYTES;
      long target = out + (long) first * Lanes.BYTES;
      if (rows == Lanes.COUNT && whole == Lanes.COUNT) {
        LaneTranspose.square(from, source, rowStep, to, target, Lanes.BYTES, to, temporary);
      } else {
        long copy = temporary + LaneTranspose.SQUARE;
        copyRows(from, source, rowStep, rows, whole, to, copy);
        LaneTranspose.square(to, copy, Lanes.BYTES, to, target, Lanes.BYTES, to, temporary);
      }
    }
  }

  /**
   * Brings lanes into rows, the inverse of {@link #toLanes}. Writes nothing outside the rows, but
   * reads at least L vectors.
   *
   * @param at the vectors, one after the other
   * @param rowStep bytes from one row to the next
   * @param rows how many rows there are, at most L
   * @param columns how many columns, any number
   * @param temporary {@link #BYTES} of the segment of the vectors
   */
  public static void fromLanes(
      MemorySegment from,
      long at,
      MemorySegment to,
      long out,
      long rowStep,
      int rows,
      int columns,
      long temporary) {
    for (int column = 0; column < columns; column += Lanes.COUNT) {
      int first = Math.max(0, Math.min(column, columns - Lanes.COUNT));
      long source = at + (long) first * Lanes.BYTES;
      long target = out + (long) first * Float.BYTES;
      if (rows == Lanes.COUNT && columns >= Lanes.COUNT) {
        LaneTranspose.square(from, source, Lanes.BYTES, to, target, rowStep, from, temporary);
      } else {
        long copy = temporary + LaneTranspose.SQUARE;
        LaneTranspose.square(from, source, Lanes.BYTES, from, copy, Lanes.BYTES, from, temporary);
        VectorMask<Float> mask = Lanes.FLOATS.indexInRange(0, columns);
        for (int i = 0; i < rows; i++) {
          FloatVector.fromMemorySegment(Lanes.FLOATS, from, copy, Lanes.ORDER)
              .intoMemorySegment(to, target, Lanes.ORDER, mask);
          copy += Lanes.BYTES;
          target += rowStep;
        }
      }
    }
  }

  private static void copyRows(
      MemorySegment from,
      long at,
      long rowStep,
      int rows,
      int columns,
      MemorySegment to,
      long out) {
    VectorMask<Float> mask = Lanes.FLOATS.indexInRange(0, columns);
    long source = at;
    long target = out;
    for (int i = 0; i < rows; i++) {
      FloatVector.fromMemorySegment(Lanes.FLOATS, from, source, Lanes.ORDER, mask)
          .intoMemorySegment(to, target, Lanes.ORDER);
      source += rowStep;
      target += Lanes.BYTES;
    }
    for (int i = rows; i < Lanes.COUNT; i++) {
      FloatVector.zero(Lanes.FLOATS).intoMemorySegment(to, target, Lanes.ORDER);
      target += Lanes.BYTES;
    }
  }
}
