package dev.fovea.core.vector.pool;

import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.simd.PairLanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Loops of maximum pooling with windows of 2×2 side by side, in one pass: two vectors of each of
 * two rows hold a vector of windows. Rows have at least a vector of windows, but for {@link
 * #largestOfFew}; the last vector of a row begins further up where they do not fill whole ones, and
 * some windows are done twice. Offsets are in bytes.
 */
final class PairKernels {
  private PairKernels() {}

  /**
   * The largest element of each window.
   *
   * @param x rows of elements, {@code xRow} apart
   * @param y rows of windows, {@code yRow} apart
   */
  static void largest(
      MemorySegment x,
      long in,
      long xRow,
      MemorySegment y,
      long out,
      long yRow,
      int rows,
      int windows) {
    MemorySegment from = Lanes.bare(x);
    MemorySegment to = Lanes.bare(y);
    int vectors = Math.ceilDiv(windows, Lanes.COUNT);
    for (int row = 0; row < rows; row++) {
      long upper = Lanes.bare(x, in + 2 * row * xRow);
      long lower = Lanes.bare(x, in + (2 * row + 1) * xRow);
      long result = Lanes.bare(y, out + row * yRow);
      for (int k = 0; k < vectors; k++) {
        long at = (long) Math.min(k * Lanes.COUNT, windows - Lanes.COUNT) * Float.BYTES;
        long p = upper + 2 * at;
        long q = lower + 2 * at;
        FloatVector first =
            FloatVector.fromMemorySegment(Lanes.FLOATS, from, p, Lanes.ORDER)
                .max(FloatVector.fromMemorySegment(Lanes.FLOATS, from, q, Lanes.ORDER));
        FloatVector second =
            FloatVector.fromMemorySegment(Lanes.FLOATS, from, p + Lanes.BYTES, Lanes.ORDER)
                .max(
                    FloatVector.fromMemorySegment(
                        Lanes.FLOATS, from, q + Lanes.BYTES, Lanes.ORDER));
        FloatVector even =
            first
                .rearrange(PairLanes.EVEN)
                .blend(second.rearrange(PairLanes.EVEN), PairLanes.UPPER);
        FloatVector odd =
            first.rearrange(PairLanes.ODD).blend(second.rearrange(PairLanes.ODD), PairLanes.UPPER);
        even.max(odd).intoMemorySegment(to, result + at, Lanes.ORDER);
      }
    }
  }

  /** {@link #largest} of rows of at most a vector of windows. */
  static void largestOfFew(
      MemorySegment x,
      long in,
      long xRow,
      MemorySegment y,
      long out,
      long yRow,
      int rows,
      int windows) {
    VectorMask<Float> near = Lanes.FLOATS.indexInRange(0, 2 * windows);
    VectorMask<Float> far = Lanes.FLOATS.indexInRange(Lanes.COUNT, 2 * windows);
    VectorMask<Float> own = Lanes.FLOATS.indexInRange(0, windows);
    for (int row = 0; row < rows; row++) {
      long p = in + 2 * row * xRow;
      long q = p + xRow;
      FloatVector first =
          FloatVector.fromMemorySegment(Lanes.FLOATS, x, p, Lanes.ORDER, near)
              .max(FloatVector.fromMemorySegment(Lanes.FLOATS, x, q, Lanes.ORDER, near));
      FloatVector second =
          FloatVector.fromMemorySegment(Lanes.FLOATS, x, p + Lanes.BYTES, Lanes.ORDER, far)
              .max(
                  FloatVector.fromMemorySegment(
                      Lanes.FLOATS, x, q + Lanes.BYTES, Lanes.ORDER, far));
      FloatVector even =
          first.rearrange(PairLanes.EVEN).blend(second.rearrange(PairLanes.EVEN), PairLanes.UPPER);
      FloatVector odd =
          first.rearrange(PairLanes.ODD).blend(second.rearrange(PairLanes.ODD), PairLanes.UPPER);
      even.max(odd).intoMemorySegment(y, out + row * yRow, Lanes.ORDER, own);
    }
  }

  /**
   * Each value of v where its window's first largest element is, and 0 elsewhere. An element is hit
   * where it is as large as the largest, or NaN, which counts as such.
   *
   * @param x rows of elements, {@code xRow} apart; those of the result, too
   * @param y the largest element of each window; rows {@code yRow} apart, those of v, too
   */
  static void scatter(
      MemorySegment x,
      long in,
      MemorySegment result,
      long out,
      long xRow,
      MemorySegment y,
      long largest,
      MemorySegment v,
      long values,
      long yRow,
      int rows,
      int windows) {
    MemorySegment from = Lanes.bare(x);
    MemorySegment to = Lanes.bare(result);
    MemorySegment most = Lanes.bare(y);
    MemorySegment spread = Lanes.bare(v);
    FloatVector zero = FloatVector.zero(Lanes.FLOATS);
    int vectors = Math.ceilDiv(windows, Lanes.COUNT);
    for (int row = 0; row < rows; row++) {
      long upper = Lanes.bare(x, in + 2 * row * xRow);
      long lower = Lanes.bare(x, in + (2 * row + 1) * xRow);
      long target = Lanes.bare(result, out + 2 * row * xRow);
      long below = Lanes.bare(result, out + (2 * row + 1) * xRow);
      long mosts = Lanes.bare(y, largest + row * yRow);
      long given = Lanes.bare(v, values + row * yRow);
      for (int k = 0; k < vectors; k++) {
        long at = (long) Math.min(k * Lanes.COUNT, windows - Lanes.COUNT) * Float.BYTES;
        long p = upper + 2 * at;
        long q = lower + 2 * at;
        FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, from, p, Lanes.ORDER);
        FloatVector b =
            FloatVector.fromMemorySegment(Lanes.FLOATS, from, p + Lanes.BYTES, Lanes.ORDER);
        FloatVector c = FloatVector.fromMemorySegment(Lanes.FLOATS, from, q, Lanes.ORDER);
        FloatVector d =
            FloatVector.fromMemorySegment(Lanes.FLOATS, from, q + Lanes.BYTES, Lanes.ORDER);
        FloatVector m = FloatVector.fromMemorySegment(Lanes.FLOATS, most, mosts + at, Lanes.ORDER);
        FloatVector left =
            FloatVector.fromMemorySegment(Lanes.FLOATS, spread, given + at, Lanes.ORDER);

        FloatVector e =
            a.rearrange(PairLanes.EVEN).blend(b.rearrange(PairLanes.EVEN), PairLanes.UPPER);
        VectorMask<Float> hit =
            e.compare(VectorOperators.GE, m).or(e.compare(VectorOperators.NE, e));
        FloatVector even = zero.blend(left, hit);
        left = left.blend(zero, hit);
        e = a.rearrange(PairLanes.ODD).blend(b.rearrange(PairLanes.ODD), PairLanes.UPPER);
        hit = e.compare(VectorOperators.GE, m).or(e.compare(VectorOperators.NE, e));
        FloatVector odd = zero.blend(left, hit);
        left = left.blend(zero, hit);
        long s = target + 2 * at;
        even.rearrange(PairLanes.LOW_TWICE)
            .blend(odd.rearrange(PairLanes.LOW_TWICE), PairLanes.ODDS)
            .intoMemorySegment(to, s, Lanes.ORDER);
        even.rearrange(PairLanes.HIGH_TWICE)
            .blend(odd.rearrange(PairLanes.HIGH_TWICE), PairLanes.ODDS)
            .intoMemorySegment(to, s + Lanes.BYTES, Lanes.ORDER);

        e = c.rearrange(PairLanes.EVEN).blend(d.rearrange(PairLanes.EVEN), PairLanes.UPPER);
        hit = e.compare(VectorOperators.GE, m).or(e.compare(VectorOperators.NE, e));
        even = zero.blend(left, hit);
        left = left.blend(zero, hit);
        e = c.rearrange(PairLanes.ODD).blend(d.rearrange(PairLanes.ODD), PairLanes.UPPER);
        hit = e.compare(VectorOperators.GE, m).or(e.compare(VectorOperators.NE, e));
        odd = zero.blend(left, hit);
        long t = below + 2 * at;
        even.rearrange(PairLanes.LOW_TWICE)
            .blend(odd.rearrange(PairLanes.LOW_TWICE), PairLanes.ODDS)
            .intoMemorySegment(to, t, Lanes.ORDER);
        even.rearrange(PairLanes.HIGH_TWICE)
            .blend(odd.rearrange(PairLanes.HIGH_TWICE), PairLanes.ODDS)
            .intoMemorySegment(to, t + Lanes.BYTES, Lanes.ORDER);
      }
    }
  }
}
