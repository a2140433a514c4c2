package dev.fovea.core.vector.simd;

import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Lanes of two vectors that follow one another, taken apart into those of even and of odd number
 * and put together again. Single constants, as in {@link Butterfly}.
 */
public final class PairLanes {
  private static final int HALF = Lanes.COUNT / 2;

  /** The lanes of even number, twice. */
  public static final VectorShuffle<Float> EVEN =
      VectorShuffle.fromOp(Lanes.FLOATS, lane -> 2 * lane % Lanes.COUNT);

  /** The lanes of odd number, twice. */
  public static final VectorShuffle<Float> ODD =
      VectorShuffle.fromOp(Lanes.FLOATS, lane -> (2 * lane + 1) % Lanes.COUNT);

  /** Each lane of the first half twice. */
  public static final VectorShuffle<Float> LOW_TWICE =
      VectorShuffle.fromOp(Lanes.FLOATS, lane -> lane / 2);

  /** Each lane of the second half twice. */
  public static final VectorShuffle<Float> HIGH_TWICE =
      VectorShuffle.fromOp(Lanes.FLOATS, lane -> HALF + lane / 2);

  /** The second half. */
  public static final VectorMask<Float> UPPER = Lanes.FLOATS.indexInRange(-HALF, HALF);

  /** The lanes of odd number. */
  public static final VectorMask<Float> ODDS = Butterfly.UPPER_1;

  private PairLanes() {}
}
