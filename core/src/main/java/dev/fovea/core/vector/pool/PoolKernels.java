package dev.fovea.core.vector.pool;

import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.simd.PairLanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Loops of pooling on channels laid out by {@link PoolPhases}. Offsets are in bytes. */
final class PoolKernels {
  /** No number of a user: marks what lies in the padding of elements that are compared. */
  private static final int OUTSIDE_BITS = 0x7fc0_dead;

  static final float OUTSIDE = Float.intBitsToFloat(OUTSIDE_BITS);

  private PoolKernels() {}

  /**
   * Splits rows that follow one another into their elements of even and of odd number.
   *
   * @param strideRow how many rows in turn go to different phases
   * @param toPhase from the place of a row to that of the next in the next phase
   * @param toRow from the place of a row to that of the next in the same phase
   */
  static void split(
      MemorySegment x,
      long in,
      MemorySegment y,
      long even,
      long odd,
      int strideRow,
      long toPhase,
      long toRow,
      int rows,
      int floats) {
    int whole = floats - floats % (2 * Lanes.COUNT);
    int left = floats - whole;
    VectorMask<Float> first = Lanes.FLOATS.indexInRange(0, left);
    VectorMask<Float> second = Lanes.FLOATS.indexInRange(Lanes.COUNT, left);
    VectorMask<Float> evens = Lanes.FLOATS.indexInRange(0, (left + 1) / 2);
    VectorMask<Float> odds = Lanes.FLOATS.indexInRange(0, left / 2);
    for (int row = 0; row < rows; row++) {
      long from = in + (long) row * floats * Float.BYTES;
      long to = row % strideRow * toPhase + row / strideRow * toRow;
      for (int i = 0; i < whole; i += 2 * Lanes.COUNT) {
        long at = (long) i * Float.BYTES;
        FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, x, from + at, Lanes.ORDER);
        FloatVector b =
            FloatVector.fromMemorySegment(Lanes.FLOATS, x, from + at + Lanes.BYTES, Lanes.ORDER);
        a.rearrange(PairLanes.EVEN)
            .blend(b.rearrange(PairLanes.EVEN), PairLanes.UPPER)
            .intoMemorySegment(y, even + to + at / 2, Lanes.ORDER);
        a.rearrange(PairLanes.ODD)
            .blend(b.rearrange(PairLanes.ODD), PairLanes.UPPER)
            .intoMemorySegment(y, odd + to + at / 2, Lanes.ORDER);
      }
      if (left > 0) {
        long at = (long) whole * Float.BYTES;
        FloatVector a =
            FloatVector.fromMemorySegment(Lanes.FLOATS, x, from + at, Lanes.ORDER, first);
        FloatVector b =
            FloatVector.fromMemorySegment(
                Lanes.FLOATS, x, from + at + Lanes.BYTES, Lanes.ORDER, second);
        a.rearrange(PairLanes.EVEN)
            .blend(b.rearrange(PairLanes.EVEN), PairLanes.UPPER)
            .intoMemorySegment(y, even + to + at / 2, Lanes.ORDER, evens);
        a.rearrange(PairLanes.ODD)
            .blend(b.rearrange(PairLanes.ODD), PairLanes.UPPER)
            .intoMemorySegment(y, odd + to + at / 2, Lanes.ORDER, odds);
      }
    }
  }

  /** Joins what {@link #split} splits. */
  static void join(
      MemorySegment x,
      long even,
      long odd,
      int strideRow,
      long fromPhase,
      long fromRow,
      MemorySegment y,
      long out,
      int rows,
      int floats) {
    int whole = floats - floats % (2 * Lanes.COUNT);
    int left = floats - whole;
    VectorMask<Float> first = Lanes.FLOATS.indexInRange(0, left);
    VectorMask<Float> second = Lanes.FLOATS.indexInRange(Lanes.COUNT, left);
    for (int row = 0; row < rows; row++) {
      long from = row % strideRow * fromPhase + row / strideRow * fromRow;
      long to = out + (long) row * floats * Float.BYTES;
      for (int i = 0; i < whole; i += 2 * Lanes.COUNT) {
        long at = (long) i * Float.BYTES;
        FloatVector evens =
            FloatVector.fromMemorySegment(Lanes.FLOATS, x, even + from + at / 2, Lanes.ORDER);
        FloatVector odds =
            FloatVector.fromMemorySegment(Lanes.FLOATS, x, odd + from + at / 2, Lanes.ORDER);
        evens
            .rearrange(PairLanes.LOW_TWICE)
            .blend(odds.rearrange(PairLanes.LOW_TWICE), PairLanes.ODDS)
            .intoMemorySegment(y, to + at, Lanes.ORDER);
        evens
            .rearrange(PairLanes.HIGH_TWICE)
            .blend(odds.rearrange(PairLanes.HIGH_TWICE), PairLanes.ODDS)
            .intoMemorySegment(y, to + at + Lanes.BYTES, Lanes.ORDER);
      }
      if (left > 0) {
        long at = (long) whole * Float.BYTES;
        FloatVector evens =
            FloatVector.fromMemorySegment(Lanes.FLOATS, x, even + from + at / 2, Lanes.ORDER);
        FloatVector odds =
            FloatVector.fromMemorySegment(Lanes.FLOATS, x, odd + from + at / 2, Lanes.ORDER);
        evens
            .rearrange(PairLanes.LOW_TWICE)
            .blend(odds.rearrange(PairLanes.LOW_TWICE), PairLanes.ODDS)
            .intoMemorySegment(y, to + at, Lanes.ORDER, first);
        evens
            .rearrange(PairLanes.HIGH_TWICE)
            .blend(odds.rearrange(PairLanes.HIGH_TWICE), PairLanes.ODDS)
            .intoMemorySegment(y, to + at + Lanes.BYTES, Lanes.ORDER, second);
      }
    }
  }

  /** Multiplies floats, and those after them up to a whole vector, by one factor. */
  static void scale(MemorySegment memory, long at, float factor, int floats) {
    int bytes = floats * Float.BYTES;
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector.fromMemorySegment(Lanes.FLOATS, memory, at + i, Lanes.ORDER)
          .mul(factor)
          .intoMemorySegment(memory, at + i, Lanes.ORDER);
    }
  }

  /** {@code a = a + b} for floats and those after them up to a whole vector. */
  static void add(MemorySegment memory, long a, long b, int floats) {
    int bytes = floats * Float.BYTES;
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector.fromMemorySegment(Lanes.FLOATS, memory, a + i, Lanes.ORDER)
          .add(FloatVector.fromMemorySegment(Lanes.FLOATS, memory, b + i, Lanes.ORDER))
          .intoMemorySegment(memory, a + i, Lanes.ORDER);
    }
  }

  /** {@code a = max(a, b)} for floats and those after them up to a whole vector. */
  static void maximum(MemorySegment memory, long a, long b, int floats) {
    int bytes = floats * Float.BYTES;
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector.fromMemorySegment(Lanes.FLOATS, memory, a + i, Lanes.ORDER)
          .max(FloatVector.fromMemorySegment(Lanes.FLOATS, memory, b + i, Lanes.ORDER))
          .intoMemorySegment(memory, a + i, Lanes.ORDER);
    }
  }

  /** Copies rows, each float times its factor; the factors of the rows follow one another. */
  static void scale(
      MemorySegment x,
      long in,
      long fromRow,
      float[] factors,
      MemorySegment y,
      long out,
      long toRow,
      int rows,
      int floats) {
    int whole = floats - floats % Lanes.COUNT;
    VectorMask<Float> rest = Lanes.FLOATS.indexInRange(whole, floats);
    for (int row = 0; row < rows; row++) {
      long from = in + row * fromRow;
      long to = out + row * toRow;
      for (int i = 0; i < whole; i += Lanes.COUNT) {
        long at = (long) i * Float.BYTES;
        FloatVector factor = FloatVector.fromArray(Lanes.FLOATS, factors, row * floats + i);
        FloatVector.fromMemorySegment(Lanes.FLOATS, x, from + at, Lanes.ORDER)
            .mul(factor)
            .intoMemorySegment(y, to + at, Lanes.ORDER);
      }
      if (whole < floats) {
        long at = (long) whole * Float.BYTES;
        FloatVector factor =
            FloatVector.fromArray(Lanes.FLOATS, factors, row * floats + whole, rest);
        FloatVector.fromMemorySegment(Lanes.FLOATS, x, from + at, Lanes.ORDER, rest)
            .mul(factor)
            .intoMemorySegment(y, to + at, Lanes.ORDER, rest);
      }
    }
  }

  // An element is hit where it is as large as its window's largest, or NaN, which counts as such,
  // and no padding.

  /** One tap of some windows: what is left of v goes to the elements that are as large as y. */
  static void scatter(MemorySegment memory, long x, long y, long v, long result, int floats) {
    FloatVector zero = FloatVector.zero(Lanes.FLOATS);
    int bytes = floats * Float.BYTES;
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector element = FloatVector.fromMemorySegment(Lanes.FLOATS, memory, x + i, Lanes.ORDER);
      FloatVector largest = FloatVector.fromMemorySegment(Lanes.FLOATS, memory, y + i, Lanes.ORDER);
      IntVector bits = element.reinterpretAsInts();
      VectorMask<Float> inside = bits.compare(VectorOperators.NE, OUTSIDE_BITS).cast(Lanes.FLOATS);
      VectorMask<Float> strange = element.compare(VectorOperators.NE, element).and(inside);
      VectorMask<Float> hit = element.compare(VectorOperators.GE, largest).or(strange);
      FloatVector left = FloatVector.fromMemorySegment(Lanes.FLOATS, memory, v + i, Lanes.ORDER);
      FloatVector.fromMemorySegment(Lanes.FLOATS, memory, result + i, Lanes.ORDER)
          .add(zero.blend(left, hit))
          .intoMemorySegment(memory, result + i, Lanes.ORDER);
      left.blend(zero, hit).intoMemorySegment(memory, v + i, Lanes.ORDER);
    }
  }

  /** One tap of some windows: elements of v where x is as large as y take the result's place. */
  static void pick(MemorySegment memory, long x, long y, long v, long result, int floats) {
    int bytes = floats * Float.BYTES;
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector element = FloatVector.fromMemorySegment(Lanes.FLOATS, memory, x + i, Lanes.ORDER);
      FloatVector largest = FloatVector.fromMemorySegment(Lanes.FLOATS, memory, y + i, Lanes.ORDER);
      IntVector bits = element.reinterpretAsInts();
      VectorMask<Float> inside = bits.compare(VectorOperators.NE, OUTSIDE_BITS).cast(Lanes.FLOATS);
      VectorMask<Float> strange = element.compare(VectorOperators.NE, element).and(inside);
      VectorMask<Float> hit = element.compare(VectorOperators.GE, largest).or(strange);
      FloatVector value = FloatVector.fromMemorySegment(Lanes.FLOATS, memory, v + i, Lanes.ORDER);
      FloatVector.fromMemorySegment(Lanes.FLOATS, memory, result + i, Lanes.ORDER)
          .blend(value, hit)
          .intoMemorySegment(memory, result + i, Lanes.ORDER);
    }
  }
}
