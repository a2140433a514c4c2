package dev.fovea.core.vector.simd;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Sums over lanes by a fixed tree, of one vector or of many at once: as many vectors as there are
 * lanes become one vector of their sums. Each level adds the halves of two vectors and keeps one
 * half of each in one result, so L vectors take L − 1 additions of whole vectors.
 */
public final class LaneSums {
  private LaneSums() {}

  /** The sum of the lanes of one vector. */
  public static float of(FloatVector vector) {
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
  public static float largest(FloatVector vector) {
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
  public static void inPlace(MemorySegment segment, long offset) {
    MemorySegment vectors = Lanes.bare(segment);
    long first = Lanes.bare(segment, offset);
    if (Lanes.COUNT == 16) {
      toFourOfSixteen(vectors, first);
    } else if (Lanes.COUNT == 8) {
      toFourOfEight(vectors, first);
    }
    toOneOfFour(vectors, first);
  }

  // Two levels at once, so that vectors go through memory half as often. Shuffles and masks are
  // named where they are used: as parameters they would be objects, since the compiler does not
  // inline methods that it has compiled before.

  private static void toFourOfSixteen(MemorySegment vectors, long first) {
    for (long at = first; at < first + 4L * Lanes.BYTES; at += Lanes.BYTES) {
      FloatVector t = load(vectors, at);
      FloatVector u = load(vectors, at + 4L * Lanes.BYTES);
      FloatVector v = load(vectors, at + 8L * Lanes.BYTES);
      FloatVector w = load(vectors, at + 12L * Lanes.BYTES);
      FloatVector tv =
          t.blend(v, Butterfly.UPPER_8)
              .add(v.blend(t, Butterfly.UPPER_8).rearrange(Butterfly.SWAP_8));
      FloatVector uw =
          u.blend(w, Butterfly.UPPER_8)
              .add(w.blend(u, Butterfly.UPPER_8).rearrange(Butterfly.SWAP_8));
      tv.blend(uw, Butterfly.UPPER_4)
          .add(uw.blend(tv, Butterfly.UPPER_4).rearrange(Butterfly.SWAP_4))
          .intoMemorySegment(vectors, at, Lanes.ORDER);
    }
  }

  private static void toFourOfEight(MemorySegment vectors, long first) {
    for (long at = first; at < first + 4L * Lanes.BYTES; at += Lanes.BYTES) {
      FloatVector u = load(vectors, at);
      FloatVector v = load(vectors, at + 4L * Lanes.BYTES);
      u.blend(v, Butterfly.UPPER_4)
          .add(v.blend(u, Butterfly.UPPER_4).rearrange(Butterfly.SWAP_4))
          .intoMemorySegment(vectors, at, Lanes.ORDER);
    }
  }

  private static void toOneOfFour(MemorySegment vectors, long at) {
    FloatVector t = load(vectors, at);
    FloatVector u = load(vectors, at + Lanes.BYTES);
    FloatVector v = load(vectors, at + 2L * Lanes.BYTES);
    FloatVector w = load(vectors, at + 3L * Lanes.BYTES);
    FloatVector tv =
        t.blend(v, Butterfly.UPPER_2)
            .add(v.blend(t, Butterfly.UPPER_2).rearrange(Butterfly.SWAP_2));
    FloatVector uw =
        u.blend(w, Butterfly.UPPER_2)
            .add(w.blend(u, Butterfly.UPPER_2).rearrange(Butterfly.SWAP_2));
    tv.blend(uw, Butterfly.UPPER_1)
        .add(uw.blend(tv, Butterfly.UPPER_1).rearrange(Butterfly.SWAP_1))
        .intoMemorySegment(vectors, at, Lanes.ORDER);
  }

  private static FloatVector load(MemorySegment vectors, long at) {
    return FloatVector.fromMemorySegment(Lanes.FLOATS, vectors, at, Lanes.ORDER);
  }
}
