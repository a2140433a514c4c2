package dev.fovea.core.vector.reduce;

import dev.fovea.core.vector.run.Batch;
import dev.fovea.core.vector.run.BlockStep;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.LaneSums;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * The part of a sum over the batch that one block contributes: {@code size} vectors are summed over
 * their live lanes and added to the partial sum of the block's run.
 *
 * @param size how many vectors
 * @param x the vectors
 * @param scratch room for as many vectors as there are lanes
 * @param partial the partial sums of each run, rounded up to whole vectors
 * @param batch the blocks
 */
public record SumOverBatch(int size, Location x, Location scratch, Location partial, Batch batch)
    implements BlockStep {

  /** Floats of a partial sum. */
  public static int partialSize(int size) {
    return Math.ceilDiv(size, Lanes.COUNT) * Lanes.COUNT;
  }

  @Override
  public void run(Memory memory, int worker, int block) {
    MemorySegment from = memory.of(x);
    MemorySegment room = memory.of(scratch);
    MemorySegment to = memory.of(partial);
    long in = x.at(worker, block);
    long at = scratch.at(worker, block);
    long out = partial.at(worker, batch.run(block));
    boolean fresh = batch.startsRun(block);
    for (int i = 0; i < size; i += Lanes.COUNT) {
      int here = Math.min(Lanes.COUNT, size - i);
      MemorySegment.copy(from, in + (long) i * Lanes.BYTES, room, at, (long) here * Lanes.BYTES);
      batch.clearDeadLanes(room, at, here, block);
      LaneSums.inPlace(room, at);
      FloatVector sums = FloatVector.fromMemorySegment(Lanes.FLOATS, room, at, Lanes.ORDER);
      long target = out + (long) i * Float.BYTES;
      (fresh
              ? sums
              : sums.add(FloatVector.fromMemorySegment(Lanes.FLOATS, to, target, Lanes.ORDER)))
          .intoMemorySegment(to, target, Lanes.ORDER);
    }
  }

  @Override
  public String describe() {
    return "sum over the examples, " + size + " elements";
  }
}
