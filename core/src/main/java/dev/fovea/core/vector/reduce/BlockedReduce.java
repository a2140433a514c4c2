package dev.fovea.core.vector.reduce;

import dev.fovea.core.vector.run.BlockStep;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Sums or maxima over one run of axes of the examples of a block, seen as {@code [outer][size]
 * [inner]}. Four accumulators keep the adder busy where the axis is innermost.
 *
 * @param maximum whether the largest is wanted instead of the sum
 * @param outer elements before the folded axes
 * @param size elements of the folded axes
 * @param inner elements after the folded axes
 * @param x the input
 * @param y the result
 */
public record BlockedReduce(boolean maximum, int outer, int size, int inner, Location x, Location y)
    implements BlockStep {

  @Override
  public void run(Memory memory, int worker, int block) {
    MemorySegment from = memory.of(x);
    MemorySegment to = memory.of(y);
    long step = (long) inner * Lanes.BYTES;
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        long in = x.at(worker, block) + ((long) o * size * inner + i) * Lanes.BYTES;
        long out = y.at(worker, block) + ((long) o * inner + i) * Lanes.BYTES;
        (maximum ? max(from, in, step, size) : sum(from, in, step, size))
            .intoMemorySegment(to, out, Lanes.ORDER);
      }
    }
  }

  private static FloatVector sum(MemorySegment x, long in, long step, int size) {
    FloatVector s0 = FloatVector.zero(Lanes.FLOATS);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int k = 0;
    for (; k + 3 < size; k += 4) {
      long at = in + k * step;
      s0 = s0.add(FloatVector.fromMemorySegment(Lanes.FLOATS, x, at, Lanes.ORDER));
      s1 = s1.add(FloatVector.fromMemorySegment(Lanes.FLOATS, x, at + step, Lanes.ORDER));
      s2 = s2.add(FloatVector.fromMemorySegment(Lanes.FLOATS, x, at + 2 * step, Lanes.ORDER));
      s3 = s3.add(FloatVector.fromMemorySegment(Lanes.FLOATS, x, at + 3 * step, Lanes.ORDER));
    }
    for (; k < size; k++) {
      s0 = s0.add(FloatVector.fromMemorySegment(Lanes.FLOATS, x, in + k * step, Lanes.ORDER));
    }
    return s0.add(s1).add(s2.add(s3));
  }

  private static FloatVector max(MemorySegment x, long in, long step, int size) {
    FloatVector largest = FloatVector.fromMemorySegment(Lanes.FLOATS, x, in, Lanes.ORDER);
    for (int k = 1; k < size; k++) {
      largest =
          largest.max(FloatVector.fromMemorySegment(Lanes.FLOATS, x, in + k * step, Lanes.ORDER));
    }
    return largest;
  }

  @Override
  public String describe() {
    return (maximum ? "max" : "sum")
        + " over "
        + size
        + " of ["
        + outer
        + "]["
        + size
        + "]["
        + inner
        + "]";
  }
}
