package dev.fovea.core.vector.move;

import dev.fovea.core.op.CounterRandom;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.LaneRandom;
import dev.fovea.core.vector.simd.Lanes;

/**
 * Dropout on a row-major value.
 *
 * @param rate the probability of zero
 * @param seed the key of the place in the network
 * @param step under which number the step counter is kept
 * @param size elements
 * @param x the input
 * @param y the result
 */
public record DropoutStep(double rate, long seed, int step, int size, Location x, Location y)
    implements WholeStep {

  @Override
  public int tasks() {
    return Math.ceilDiv(size, MoveStep.TASK);
  }

  @Override
  public long cost() {
    return 2L * Math.min(size, MoveStep.TASK);
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    long key = CounterRandom.key(seed, (long) memory.onHeap(step)[0]);
    int first = task * MoveStep.TASK;
    int elements = Math.min(size - first, MoveStep.TASK);
    long at = (long) first * Float.BYTES;
    LaneRandom.dropout(
        rate,
        key,
        first,
        1,
        Lanes.COUNT,
        memory.of(x),
        x.offset() + at,
        memory.of(y),
        y.offset() + at,
        Math.ceilDiv(elements, Lanes.COUNT));
  }

  @Override
  public String describe() {
    return "dropout " + rate + ", " + size + " elements";
  }
}
