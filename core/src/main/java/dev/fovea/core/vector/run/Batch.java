package dev.fovea.core.vector.run;

import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * How a batch falls into blocks of as many examples as a vector has lanes, and how blocks are put
 * together into runs. A run is what one worker does in one go, with one partial sum for each sum
 * over the batch; it depends on the batch alone, never on the number of workers. The last block may
 * be partial: its dead lanes repeat the last example, and sums over the batch leave them out.
 *
 * @param examples the size of the batch
 */
public record Batch(int examples) {
  private static final int MOST_RUNS = 16;

  public int blocks() {
    return Lanes.blocks(examples);
  }

  /** How many runs there are: one a block up to a limit. */
  public int runs() {
    return Math.ceilDiv(blocks(), blocksPerRun());
  }

  private int blocksPerRun() {
    return Math.ceilDiv(blocks(), MOST_RUNS);
  }

  /** The run a block belongs to. */
  public int run(int block) {
    return block / blocksPerRun();
  }

  public boolean startsRun(int block) {
    return block % blocksPerRun() == 0;
  }

  int firstBlock(int run) {
    return run * blocksPerRun();
  }

  /** The block after the last of a run. */
  int endBlock(int run) {
    return Math.min(blocks(), (run + 1) * blocksPerRun());
  }

  /** How many lanes of a block hold an example. */
  public int live(int block) {
    return Math.min(Lanes.COUNT, examples - block * Lanes.COUNT);
  }

  /** Sets the dead lanes of some vectors to zero, so that sums over lanes leave them out. */
  public void clearDeadLanes(MemorySegment segment, long offset, int vectors, int block) {
    int live = live(block);
    if (live == Lanes.COUNT) {
      return;
    }
    VectorMask<Float> mask = Lanes.FLOATS.indexInRange(0, live);
    FloatVector zero = FloatVector.zero(Lanes.FLOATS);
    for (int i = 0; i < vectors; i++) {
      long at = offset + (long) i * Lanes.BYTES;
      zero.blend(FloatVector.fromMemorySegment(Lanes.FLOATS, segment, at, Lanes.ORDER), mask)
          .intoMemorySegment(segment, at, Lanes.ORDER);
    }
  }
}
