package dev.fovea.core.vector;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

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
    int whole = size / Lanes.COUNT * Lanes.COUNT;
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      square(from, to, block, i, out + (long) i * Lanes.BYTES);
    }
    for (int i = whole; i < size; i++) {
      for (int lane = 0; lane < Lanes.COUNT; lane++) {
        float value = from.get(Lanes.FLOAT, row(block, lane) + (long) i * Float.BYTES);
        to.set(Lanes.FLOAT, out + (long) i * Lanes.BYTES + (long) lane * Float.BYTES, value);
      }
    }
  }

  private void square(MemorySegment from, MemorySegment to, int block, int first, long out) {
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      long in = row(block, lane) + (long) first * Float.BYTES;
      FloatVector.fromMemorySegment(Lanes.FLOATS, from, in, Lanes.ORDER)
          .intoMemorySegment(to, out + (long) lane * Lanes.BYTES, Lanes.ORDER);
    }
    LaneTurn.inPlace(to, out);
  }

  private long row(int block, int lane) {
    long example = (long) block * Lanes.COUNT + Math.min(lane, batch.live(block) - 1);
    return rows.offset() + example * size * Float.BYTES;
  }

  @Override
  public String describe() {
    return "load " + size + " elements an example";
  }
}
