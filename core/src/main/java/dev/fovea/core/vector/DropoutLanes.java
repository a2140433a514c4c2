package dev.fovea.core.vector;

import dev.fovea.core.CounterRandom;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Dropout on a block: the mask of {@link CounterRandom}, made again wherever it is needed.
 *
 * @param rate the probability of zero
 * @param seed the key of the place in the network
 * @param step the node of the step counter
 * @param size elements an example
 * @param x the input
 * @param y the result
 */
record DropoutLanes(double rate, long seed, int step, int size, Location x, Location y)
    implements LaneStep {
  private static final IntVector LANE = IntVector.zero(Lanes.INTS).addIndex(1);

  @Override
  public void run(Memory memory, int worker, int block) {
    long key = CounterRandom.key(seed, (long) memory.hosted(step)[0]);
    MemorySegment from = memory.of(x);
    MemorySegment to = memory.of(y);
    long in = x.at(worker, block);
    long out = y.at(worker, block);
    int low = (int) key;
    int high = (int) (key >>> 32);
    int threshold = CounterRandom.threshold(rate);
    float scale = (float) (1 / (1 - rate));
    IntVector position = LANE.add(block * Lanes.COUNT).mul(size).add(low);
    FloatVector zero = FloatVector.zero(Lanes.FLOATS);
    for (int i = 0; i < size; i++) {
      IntVector bits = hash(hash(position.add(i)).add(high));
      VectorMask<Float> dropped = bits.compare(VectorOperators.LT, threshold).cast(Lanes.FLOATS);
      FloatVector kept = Lanes.load(from, in + (long) i * Lanes.BYTES).mul(scale);
      Lanes.store(kept.blend(zero, dropped), to, out + (long) i * Lanes.BYTES);
    }
  }

  private static IntVector hash(IntVector bits) {
    IntVector x = bits.lanewise(VectorOperators.XOR, bits.lanewise(VectorOperators.LSHR, 16));
    x = x.mul(CounterRandom.MULTIPLIER_1);
    x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15));
    x = x.mul(CounterRandom.MULTIPLIER_2);
    return x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16));
  }

  @Override
  public String describe() {
    return "dropout " + rate + ", " + size + " elements";
  }
}
