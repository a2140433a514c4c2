package dev.fovea.core.vector.move;

import dev.fovea.core.vector.run.Batch;
import dev.fovea.core.vector.run.BlockStep;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.LaneTranspose;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Rows of examples {@code [N, size]} into the lanes of a block: a transposition. Dead lanes of the
 * last block repeat the last example, so that nothing strange is computed in them.
 *
 * @param size elements per example
 * @param rows the examples
 * @param lanes the block
 * @param batch the blocks
 * @param scratch {@link #SCRATCH_BYTES} for each worker
 */
public record LoadBlock(int size, Location rows, Location lanes, Batch batch, Location scratch)
    implements BlockStep {
  public static final long SCRATCH_BYTES = LaneTranspose.BYTES;

  @Override
  public void run(Memory memory, int worker, int block) {
    if (size < Lanes.COUNT) {
      few(memory, worker, block);
      return;
    }
    MemorySegment from = memory.of(rows);
    MemorySegment to = memory.of(lanes);
    MemorySegment spare = memory.of(scratch);
    long room = scratch.at(worker, block);
    boolean full = batch.live(block) == Lanes.COUNT;
    for (int i = 0; i < size; i += Lanes.COUNT) {
      int first = Math.min(i, size - Lanes.COUNT);
      long in = row(block, 0) + (long) first * Float.BYTES;
      long out = lanes.at(worker, block) + (long) first * Lanes.BYTES;
      if (full) {
        LaneTranspose.square(
            from, in, (long) size * Float.BYTES, to, out, Lanes.BYTES, spare, room);
      } else {
        long copy = room + LaneTranspose.SQUARE;
        copyRows(from, block, first, spare, copy);
        LaneTranspose.square(spare, copy, Lanes.BYTES, to, out, Lanes.BYTES, spare, room);
      }
    }
  }

  private void copyRows(MemorySegment from, int block, int first, MemorySegment to, long out) {
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      long in = row(block, lane) + (long) first * Float.BYTES;
      FloatVector.fromMemorySegment(Lanes.FLOATS, from, in, Lanes.ORDER)
          .intoMemorySegment(to, out + (long) lane * Lanes.BYTES, Lanes.ORDER);
    }
  }

  private void few(Memory memory, int worker, int block) {
    MemorySegment from = memory.of(rows);
    MemorySegment to = memory.of(lanes);
    long out = lanes.at(worker, block);
    for (int i = 0; i < size; i++) {
      for (int lane = 0; lane < Lanes.COUNT; lane++) {
        float value = from.get(Lanes.FLOAT, row(block, lane) + (long) i * Float.BYTES);
        to.set(Lanes.FLOAT, out + (long) i * Lanes.BYTES + (long) lane * Float.BYTES, value);
      }
    }
  }

  private long row(int block, int lane) {
    long example = (long) block * Lanes.COUNT + Math.min(lane, batch.live(block) - 1);
    return rows.offset() + example * size * Float.BYTES;
  }

  @Override
  public String describe() {
    return "load " + size + " elements per example";
  }
}
