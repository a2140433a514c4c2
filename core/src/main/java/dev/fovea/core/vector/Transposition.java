package dev.fovea.core.vector;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * Turns rows of numbers into lanes and back: squares of L×L numbers, L being the lanes of a vector.
 * Each round zips vector i with vector i + L/2, and after log₂ L rounds the square is transposed;
 * two rounds at a time stay in registers. Offsets run along instead of being computed from the
 * loop's counter: for so short a loop the compiler would spend more on hoisting bounds checks than
 * it takes.
 */
final class Transposition {
  /** Bytes of temporary memory. */
  static final long BYTES = 2L * Lanes.COUNT * Lanes.BYTES;

  private static final long SQUARE = (long) Lanes.COUNT * Lanes.BYTES;
  private static final IntVector LOWER = zipped(0);
  private static final IntVector UPPER = zipped(Lanes.COUNT / 2);

  private Transposition() {}

  /**
   * Brings rows into the lanes: vector {@code j} of the result holds column {@code j}, one row a
   * lane, zeros in the lanes that have no row. Reads nothing outside the rows, but writes at least
   * L vectors, those behind the last column being of no meaning.
   *
   * @param rowStep bytes from one row to the next
   * @param rows how many rows there are, at most L
   * @param columns how many columns, any number
   * @param out the vectors, one after the other
   * @param temporary {@link #BYTES} of the segment of out
   */
  static void toLanes(
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
        square(from, source, rowStep, to, target, Lanes.BYTES, to, temporary);
      } else {
        long copy = temporary + SQUARE;
        copyRows(from, source, rowStep, rows, whole, to, copy);
        square(to, copy, Lanes.BYTES, to, target, Lanes.BYTES, to, temporary);
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
  static void fromLanes(
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
        square(from, source, Lanes.BYTES, to, target, rowStep, from, temporary);
      } else {
        long copy = temporary + SQUARE;
        square(from, source, Lanes.BYTES, from, copy, Lanes.BYTES, from, temporary);
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

  private static void square(
      MemorySegment from,
      long at,
      long step,
      MemorySegment to,
      long out,
      long outStep,
      MemorySegment work,
      long temporary) {
    if (Lanes.COUNT == 4) {
      twoRounds(from, at, step, to, out, outStep);
      return;
    }
    twoRounds(from, at, step, work, temporary, Lanes.BYTES);
    if (Lanes.COUNT == 8) {
      oneRound(work, temporary, Lanes.BYTES, to, out, outStep);
    } else {
      twoRounds(work, temporary, Lanes.BYTES, to, out, outStep);
    }
  }

  private static void twoRounds(
      MemorySegment from, long at, long step, MemorySegment to, long out, long outStep) {
    long quarter = step * (Lanes.COUNT / 4);
    long source = at;
    long target = out;
    for (int i = 0; i < Lanes.COUNT / 4; i++) {
      IntVector a = IntVector.fromMemorySegment(Lanes.INTS, from, source, Lanes.ORDER);
      IntVector b = IntVector.fromMemorySegment(Lanes.INTS, from, source + quarter, Lanes.ORDER);
      IntVector c =
          IntVector.fromMemorySegment(Lanes.INTS, from, source + 2 * quarter, Lanes.ORDER);
      IntVector d =
          IntVector.fromMemorySegment(Lanes.INTS, from, source + 3 * quarter, Lanes.ORDER);
      IntVector ac = LOWER.selectFrom(a, c);
      IntVector ca = UPPER.selectFrom(a, c);
      IntVector bd = LOWER.selectFrom(b, d);
      IntVector db = UPPER.selectFrom(b, d);
      LOWER.selectFrom(ac, bd).intoMemorySegment(to, target, Lanes.ORDER);
      UPPER.selectFrom(ac, bd).intoMemorySegment(to, target + outStep, Lanes.ORDER);
      LOWER.selectFrom(ca, db).intoMemorySegment(to, target + 2 * outStep, Lanes.ORDER);
      UPPER.selectFrom(ca, db).intoMemorySegment(to, target + 3 * outStep, Lanes.ORDER);
      source += step;
      target += 4 * outStep;
    }
  }

  private static void oneRound(
      MemorySegment from, long at, long step, MemorySegment to, long out, long outStep) {
    long half = step * (Lanes.COUNT / 2);
    long source = at;
    long target = out;
    for (int i = 0; i < Lanes.COUNT / 2; i++) {
      IntVector a = IntVector.fromMemorySegment(Lanes.INTS, from, source, Lanes.ORDER);
      IntVector b = IntVector.fromMemorySegment(Lanes.INTS, from, source + half, Lanes.ORDER);
      LOWER.selectFrom(a, b).intoMemorySegment(to, target, Lanes.ORDER);
      UPPER.selectFrom(a, b).intoMemorySegment(to, target + outStep, Lanes.ORDER);
      source += step;
      target += 2 * outStep;
    }
  }

  /** Where the lanes of two vectors come from when their halves are zipped. */
  private static IntVector zipped(int first) {
    int[] lanes = new int[Lanes.COUNT];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = first + i / 2 + i % 2 * Lanes.COUNT;
    }
    return IntVector.fromArray(Lanes.INTS, lanes, 0);
  }
}
