package dev.fovea.core.vector.move;

import dev.fovea.core.scalar.RowNumber;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.vector.run.Batch;
import dev.fovea.core.vector.run.BlockStep;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.simd.MoveKernels;
import java.lang.foreign.MemorySegment;

/**
 * The class numbers of the examples of a block as vectors with a 1 at the class.
 *
 * @param classes how many there are
 * @param shape the shape of the class numbers of the whole batch
 * @param numbers under which number they are kept
 * @param y the block
 * @param batch the blocks
 */
public record BlockedOneHot(int classes, Shape shape, int numbers, Location y, Batch batch)
    implements BlockStep {

  @Override
  public void run(Memory memory, int worker, int block) {
    double[] values = memory.onHeap(numbers);
    MemorySegment to = memory.of(y);
    long out = y.at(worker, block);
    int each = shape.stride(0);
    MoveKernels.fill(0, to, out, each * classes * Lanes.COUNT);
    int live = batch.live(block);
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      int example = block * Lanes.COUNT + Math.min(lane, live - 1);
      for (int i = 0; i < each; i++) {
        int number = RowNumber.of("one_hot", shape, values, example * each + i, classes);
        long element = (long) i * classes + number;
        to.set(Lanes.FLOAT, out + element * Lanes.BYTES + (long) lane * Float.BYTES, 1);
      }
    }
  }

  @Override
  public String describe() {
    return "one_hot of " + classes + " classes";
  }
}
