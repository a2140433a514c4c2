package dev.fovea.core.vector.move;

import dev.fovea.core.vector.run.Batch;
import dev.fovea.core.vector.run.BlockStep;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;

/**
 * The lanes of a block into rows of examples {@code [N, size]}; dead lanes are omitted.
 *
 * @param size elements per example
 * @param lanes the block
 * @param rows the examples
 * @param batch the blocks
 */
public record StoreBlock(int size, Location lanes, Location rows, Batch batch)
    implements BlockStep {
  @Override
  public void run(Memory memory, int worker, int block) {
    MemorySegment from = memory.of(lanes);
    MemorySegment to = memory.of(rows);
    long in = lanes.at(worker, block);
    for (int lane = 0; lane < batch.live(block); lane++) {
      long example = (long) block * Lanes.COUNT + lane;
      long out = rows.offset() + example * size * Float.BYTES;
      long source = in + (long) lane * Float.BYTES;
      for (int i = 0; i < size; i++) {
        to.set(
            Lanes.FLOAT,
            out + (long) i * Float.BYTES,
            from.get(Lanes.FLOAT, source + (long) i * Lanes.BYTES));
      }
    }
  }

  @Override
  public String describe() {
    return "store " + size + " elements per example";
  }
}
