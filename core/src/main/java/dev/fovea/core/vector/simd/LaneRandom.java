package dev.fovea.core.vector.simd;

import dev.fovea.core.op.CounterRandom;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Dropout with the mask of {@link CounterRandom}, made again wherever it is needed. */
public final class LaneRandom {
  private static final IntVector LANE = IntVector.zero(Lanes.INTS).addIndex(1);

  private LaneRandom() {}

  /**
   * Drops elements of some vectors that follow one another in memory.
   *
   * @param first the position of the first lane of the first vector
   * @param laneStep from the position of one lane to that of the next
   * @param vectorStep from the position of one vector to that of the next
   */
  public static void dropout(
      double rate,
      long key,
      int first,
      int laneStep,
      int vectorStep,
      MemorySegment x,
      long in,
      MemorySegment y,
      long out,
      int vectors) {
    int high = (int) (key >>> 32);
    int threshold = CounterRandom.threshold(rate);
    float scale = (float) (1 / (1 - rate));
    IntVector position = LANE.mul(laneStep).add(first + (int) key);
    FloatVector zero = FloatVector.zero(Lanes.FLOATS);
    for (int i = 0; i < vectors; i++) {
      long at = (long) i * Lanes.BYTES;
      IntVector bits = hash(hash(position.add(i * vectorStep)).add(high));
      VectorMask<Float> dropped = bits.compare(VectorOperators.LT, threshold).cast(Lanes.FLOATS);
      FloatVector kept =
          FloatVector.fromMemorySegment(Lanes.FLOATS, x, in + at, Lanes.ORDER).mul(scale);
      kept.blend(zero, dropped).intoMemorySegment(y, out + at, Lanes.ORDER);
    }
  }

  private static IntVector hash(IntVector bits) {
    IntVector x = bits.lanewise(VectorOperators.XOR, bits.lanewise(VectorOperators.LSHR, 16));
    x = x.mul(CounterRandom.MULTIPLIER_1);
    x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15));
    x = x.mul(CounterRandom.MULTIPLIER_2);
    return x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16));
  }
}
