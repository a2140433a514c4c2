package dev.fovea.core.vector.move;

import dev.fovea.core.op.CounterRandom;
import dev.fovea.core.vector.run.BlockStep;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.LaneRandom;
import dev.fovea.core.vector.simd.Lanes;

/**
 * Dropout on a block.
 *
 * @param rate the probability of zero
 * @param seed the key of the place in the network
 * @param step under which number the step counter is kept
 * @param size elements per example
 * @param x the input
 * @param y the result
 */
public record BlockedDropout(double rate, long seed, int step, int size, Location x, Location y)
    implements BlockStep {

  @Override
  public void run(Memory memory, int worker, int block) {
    long key = CounterRandom.key(seed, (long) memory.onHeap(step)[0]);
    LaneRandom.dropout(
        rate,
        key,
        block * Lanes.COUNT * size,
        size,
        1,
        memory.of(x),
        x.at(worker, block),
        memory.of(y),
        y.at(worker, block),
        size);
  }

  @Override
  public String describe() {
    return "dropout " + rate + ", " + size + " elements";
  }
}
