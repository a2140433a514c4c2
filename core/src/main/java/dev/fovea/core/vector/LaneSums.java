package dev.fovea.core.vector;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Sums over the lanes of many vectors at once, by a fixed tree: as many vectors as there are lanes
 * become one vector of their sums. Each level adds the halves of two vectors and keeps one half of
 * each in one result, so L vectors take L − 1 additions of whole vectors.
 */
final class LaneSums {
  private static final int LEVELS = Integer.numberOfTrailingZeros(Lanes.COUNT);

  /** For each level, the exchange of lanes that differ in that bit of their number. */
  private static final List<VectorShuffle<Float>> SWAPPED =
      IntStream.range(0, LEVELS)
          .mapToObj(level -> VectorShuffle.fromOp(Lanes.FLOATS, lane -> lane ^ (1 << level)))
          .toList();

  /** For each level, the lanes that have that bit in their number. */
  private static final List<VectorMask<Float>> UPPER =
      IntStream.range(0, LEVELS).mapToObj(level -> upper(1 << level)).toList();

  private LaneSums() {}

  /**
   * Replaces the first of L vectors that follow one another in memory by the vector of their sums;
   * the others are overwritten.
   */
  static void inPlace(MemorySegment segment, long offset) {
    for (int level = LEVELS - 1; level >= 0; level--) {
      int half = 1 << level;
      VectorShuffle<Float> swapped = SWAPPED.get(level);
      VectorMask<Float> upper = UPPER.get(level);
      for (int j = 0; j < half; j++) {
        long first = offset + (long) j * Lanes.BYTES;
        FloatVector u = Lanes.load(segment, first);
        FloatVector v = Lanes.load(segment, first + (long) half * Lanes.BYTES);
        FloatVector kept = u.blend(v, upper);
        FloatVector moved = u.rearrange(swapped).blend(v.rearrange(swapped), upper);
        Lanes.store(kept.add(moved), segment, first);
      }
    }
  }

  private static VectorMask<Float> upper(int half) {
    long bits = 0;
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      bits |= (lane & half) != 0 ? 1L << lane : 0;
    }
    return VectorMask.fromLong(Lanes.FLOATS, bits);
  }
}
