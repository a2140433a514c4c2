package dev.fovea.core.vector;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Sums over lanes by a fixed tree, of one vector or of many at once: as many vectors as there are
 * lanes become one vector of their sums. Each level adds the halves of two vectors and keeps one
 * half of each in one result, so L vectors take L − 1 additions of whole vectors.
 */
final class LaneSums {
  private LaneSums() {}

  /** The sum of the lanes of one vector. */
  static float of(FloatVector vector) {
    FloatVector sums = vector;
    if (Lanes.COUNT > 8) {
      sums = sums.add(sums.rearrange(Butterfly.SWAP_8));
    }
    if (Lanes.COUNT > 4) {
      sums = sums.add(sums.rearrange(Butterfly.SWAP_4));
    }
    sums = sums.add(sums.rearrange(Butterfly.SWAP_2));
    return sums.add(sums.rearrange(Butterfly.SWAP_1)).lane(0);
  }

  /** The largest lane of one vector. */
  static float largest(FloatVector vector) {
    FloatVector largest = vector;
    if (Lanes.COUNT > 8) {
      largest = largest.max(largest.rearrange(Butterfly.SWAP_8));
    }
    if (Lanes.COUNT > 4) {
      largest = largest.max(largest.rearrange(Butterfly.SWAP_4));
    }
    largest = largest.max(largest.rearrange(Butterfly.SWAP_2));
    return largest.max(largest.rearrange(Butterfly.SWAP_1)).lane(0);
  }

  /**
   * Replaces the first of L vectors that follow one another in memory by the vector of their sums;
   * the others are overwritten.
   */
  static void inPlace(MemorySegment segment, long offset) {
    MemorySegment vectors = Lanes.bare(segment);
    long first = Lanes.bare(segment, offset);
    if (Lanes.COUNT > 8) {
      fold(vectors, first, 8, Butterfly.SWAP_8, Butterfly.UPPER_8);
    }
    if (Lanes.COUNT > 4) {
      fold(vectors, first, 4, Butterfly.SWAP_4, Butterfly.UPPER_4);
    }
    fold(vectors, first, 2, Butterfly.SWAP_2, Butterfly.UPPER_2);
    fold(vectors, first, 1, Butterfly.SWAP_1, Butterfly.UPPER_1);
  }

  /** Adds the halves of vectors that are {@code half} apart, and keeps both sums in one vector. */
  private static void fold(
      MemorySegment vectors,
      long offset,
      int half,
      VectorShuffle<Float> swapped,
      VectorMask<Float> upper) {
    for (int j = 0; j < half; j++) {
      long first = offset + (long) j * Lanes.BYTES;
      FloatVector u = FloatVector.fromMemorySegment(Lanes.FLOATS, vectors, first, Lanes.ORDER);
      FloatVector v =
          FloatVector.fromMemorySegment(
              Lanes.FLOATS, vectors, first + (long) half * Lanes.BYTES, Lanes.ORDER);
      FloatVector moved = v.blend(u, upper).rearrange(swapped);
      u.blend(v, upper).add(moved).intoMemorySegment(vectors, first, Lanes.ORDER);
    }
  }
}
