package dev.fovea.core.vector.reduce;

import dev.fovea.core.vector.run.Batch;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;

/**
 * Adds up the partial sums over the batch in the order of the runs.
 *
 * @param size elements of the sum
 * @param partial the partial sums
 * @param batch the runs
 * @param target the sum
 */
public record CombineSums(int size, Location partial, Batch batch, Location target)
    implements WholeStep {
  @Override
  public int tasks() {
    return 1;
  }

  @Override
  public long cost() {
    return (long) size * batch.runs();
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    MemorySegment sums = memory.of(partial);
    for (int i = 0; i < size; i++) {
      float sum = 0;
      for (int run = 0; run < batch.runs(); run++) {
        sum += sums.get(Lanes.FLOAT, partial.at(0, run) + (long) i * Float.BYTES);
      }
      memory.put(target, i, sum);
    }
  }

  @Override
  public String describe() {
    return "add up sums of " + size + " over " + batch.runs() + " runs of blocks";
  }
}
