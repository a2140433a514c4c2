package dev.fovea.core.vector.conv;

import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Adds up partial sums, in the order of their numbers.
 *
 * @param size numbers of a sum
 * @param count how many parts there are
 * @param parts the parts, one a block of the location
 * @param target the sums
 */
public record AddParts(int size, int count, Location parts, Location target) implements WholeStep {
  private static final int PIECE = 4096;

  @Override
  public int tasks() {
    return Math.ceilDiv(size, PIECE);
  }

  @Override
  public long cost() {
    return (long) PIECE * count / Lanes.COUNT;
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    MemorySegment from = memory.of(parts);
    MemorySegment to = memory.of(target);
    long end = Math.min(size, (task + 1) * PIECE) * (long) Float.BYTES;
    for (long at = (long) task * PIECE * Float.BYTES; at < end; at += Lanes.BYTES) {
      FloatVector sum =
          FloatVector.fromMemorySegment(Lanes.FLOATS, from, parts.at(0, 0) + at, Lanes.ORDER);
      for (int part = 1; part < count; part++) {
        sum =
            sum.add(
                FloatVector.fromMemorySegment(
                    Lanes.FLOATS, from, parts.at(0, part) + at, Lanes.ORDER));
      }
      sum.intoMemorySegment(to, target.offset() + at, Lanes.ORDER);
    }
  }

  @Override
  public String describe() {
    return "add up %d parts of %d".formatted(count, size);
  }
}
