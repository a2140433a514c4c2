package dev.fovea.core.vector;

import java.lang.foreign.MemorySegment;

/**
 * Rows of examples {@code [N, size]} into the lanes of a block: a transposition. Dead lanes of the
 * last block repeat the last example, so that nothing strange is computed in them.
 *
 * @param size elements an example
 * @param rows the examples
 * @param lanes the block
 * @param batch the blocks
 */
record LoadLanes(int size, Location rows, Location lanes, Batch batch) implements LaneStep {
  @Override
  public void run(Memory memory, int worker, int block) {
    MemorySegment from = memory.of(rows);
    MemorySegment to = memory.of(lanes);
    long out = lanes.at(worker, block);
    int live = batch.live(block);
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      long example = (long) block * Lanes.COUNT + Math.min(lane, live - 1);
      long in = rows.offset() + example * size * Float.BYTES;
      long target = out + (long) lane * Float.BYTES;
      for (int i = 0; i < size; i++) {
        to.set(
            Lanes.FLOAT,
            target + (long) i * Lanes.BYTES,
            from.get(Lanes.FLOAT, in + (long) i * Float.BYTES));
      }
    }
  }

  @Override
  public String describe() {
    return "load " + size + " elements an example";
  }
}
