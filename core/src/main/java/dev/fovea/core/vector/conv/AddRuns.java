package dev.fovea.core.vector.conv;

import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Adds up the partial sums of some runs of examples, in the order of the runs.
 *
 * @param runs how many partial sums there are
 * @param each bytes from one to the next
 * @param size numbers of a sum
 * @param partial the first of them
 * @param target the sum
 */
public record AddRuns(int runs, long each, int size, Location partial, Location target)
    implements WholeStep {
  private static final int NUMBERS_A_TASK = 1 << 14;

  @Override
  public int tasks() {
    return Math.ceilDiv(size, NUMBERS_A_TASK);
  }

  @Override
  public long cost() {
    return (long) Math.min(size, NUMBERS_A_TASK) * runs / Lanes.COUNT;
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    MemorySegment from = memory.of(partial);
    MemorySegment to = memory.of(target);
    int first = task * NUMBERS_A_TASK;
    int end = Math.min(size, first + NUMBERS_A_TASK);
    int i = first;
    for (; i + Lanes.COUNT <= end; i += Lanes.COUNT) {
      long at = (long) i * Float.BYTES;
      FloatVector sum =
          FloatVector.fromMemorySegment(Lanes.FLOATS, from, partial.offset() + at, Lanes.ORDER);
      for (int run = 1; run < runs; run++) {
        sum =
            sum.add(
                FloatVector.fromMemorySegment(
                    Lanes.FLOATS, from, partial.offset() + run * each + at, Lanes.ORDER));
      }
      sum.intoMemorySegment(to, target.offset() + at, Lanes.ORDER);
    }
    for (; i < end; i++) {
      long at = (long) i * Float.BYTES;
      float sum = from.get(Lanes.FLOAT, partial.offset() + at);
      for (int run = 1; run < runs; run++) {
        sum += from.get(Lanes.FLOAT, partial.offset() + run * each + at);
      }
      to.set(Lanes.FLOAT, target.offset() + at, sum);
    }
  }

  @Override
  public String describe() {
    return "add up " + runs + " partial sums of " + size;
  }
}
