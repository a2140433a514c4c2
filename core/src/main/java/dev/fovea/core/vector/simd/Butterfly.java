package dev.fovea.core.vector.simd;

import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Exchanges of lanes whose numbers differ in one bit, and the lanes that have that bit: the levels
 * of trees over lanes. Single constants, since the compiler knows no constant in a list; those of a
 * bit that no lane of this machine has are not used.
 */
final class Butterfly {
  static final VectorShuffle<Float> SWAP_8 = swap(8);
  static final VectorShuffle<Float> SWAP_4 = swap(4);
  static final VectorShuffle<Float> SWAP_2 = swap(2);
  static final VectorShuffle<Float> SWAP_1 = swap(1);
  static final VectorMask<Float> UPPER_8 = upper(8);
  static final VectorMask<Float> UPPER_4 = upper(4);
  static final VectorMask<Float> UPPER_2 = upper(2);
  static final VectorMask<Float> UPPER_1 = upper(1);

  static {
    if (Lanes.COUNT > 16) {
      throw new IllegalStateException("vectors of " + Lanes.COUNT + " lanes are not known yet");
    }
  }

  private Butterfly() {}

  private static VectorShuffle<Float> swap(int bit) {
    return VectorShuffle.fromOp(Lanes.FLOATS, lane -> (lane ^ bit) % Lanes.COUNT);
  }

  private static VectorMask<Float> upper(int bit) {
    long bits = 0;
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      bits |= (lane & bit) != 0 ? 1L << lane : 0;
    }
    return VectorMask.fromLong(Lanes.FLOATS, bits);
  }
}
