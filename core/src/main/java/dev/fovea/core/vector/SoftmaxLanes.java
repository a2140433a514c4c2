package dev.fovea.core.vector;

import dev.fovea.core.Exp;
import dev.fovea.core.Log;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Softmax or its logarithm along one axis of the examples of a block; the axis has {@code size}
 * elements, {@code inner} apart.
 *
 * @param logarithm whether the logarithm is wanted
 * @param outer how many times the axis occurs
 * @param size elements along the axis
 * @param inner distance between them
 * @param x the input
 * @param y the result
 * @param scratch {@link #scratchBytes} bytes
 */
record SoftmaxLanes(
    boolean logarithm, int outer, int size, int inner, Location x, Location y, Location scratch)
    implements LaneStep {
  private static final ElementLoop EXP = ElementLoop.of(new Exp());
  private static final ElementLoop LOG = ElementLoop.of(new Log());

  /** Bytes for the sums, and for the exponentials where they are not the result. */
  static long scratchBytes(boolean logarithm, int size, int inner) {
    return (logarithm ? size + 1L : 1L) * inner * Lanes.BYTES;
  }

  @Override
  public void run(Memory memory, int worker, int block) {
    MemorySegment from = memory.of(x);
    MemorySegment arena = memory.of(y); // of the scratch, too
    long plane = (long) inner * Lanes.BYTES;
    long sums = scratch.at(worker, block);
    for (int o = 0; o < outer; o++) {
      long in = x.at(worker, block) + o * size * plane;
      long out = y.at(worker, block) + o * size * plane;
      long powers = logarithm ? sums + plane : out;
      for (long i = 0; i < plane; i += Lanes.BYTES) {
        subtractLargest(from, in + i, arena, out + i, plane, size);
      }
      EXP.run(arena, out, powers, size * plane);
      for (long i = 0; i < plane; i += Lanes.BYTES) {
        sum(arena, powers + i, plane, size, sums + i);
      }
      if (logarithm) {
        LOG.run(arena, sums, sums, plane);
      }
      for (long i = 0; i < plane; i += Lanes.BYTES) {
        if (logarithm) {
          subtract(arena, out + i, sums + i, plane, size);
        } else {
          divide(arena, out + i, sums + i, plane, size);
        }
      }
    }
  }

  private static void subtractLargest(
      MemorySegment x, long in, MemorySegment y, long out, long step, int size) {
    FloatVector largest = FloatVector.fromMemorySegment(Lanes.FLOATS, x, in, Lanes.ORDER);
    for (int k = 1; k < size; k++) {
      largest =
          largest.max(FloatVector.fromMemorySegment(Lanes.FLOATS, x, in + k * step, Lanes.ORDER));
    }
    for (int k = 0; k < size; k++) {
      FloatVector.fromMemorySegment(Lanes.FLOATS, x, in + k * step, Lanes.ORDER)
          .sub(largest)
          .intoMemorySegment(y, out + k * step, Lanes.ORDER);
    }
  }

  private static void sum(MemorySegment arena, long from, long step, int size, long to) {
    FloatVector total = FloatVector.zero(Lanes.FLOATS);
    for (int k = 0; k < size; k++) {
      total =
          total.add(
              FloatVector.fromMemorySegment(Lanes.FLOATS, arena, from + k * step, Lanes.ORDER));
    }
    total.intoMemorySegment(arena, to, Lanes.ORDER);
  }

  private static void subtract(MemorySegment arena, long from, long number, long step, int size) {
    FloatVector off = FloatVector.fromMemorySegment(Lanes.FLOATS, arena, number, Lanes.ORDER);
    for (int k = 0; k < size; k++) {
      FloatVector.fromMemorySegment(Lanes.FLOATS, arena, from + k * step, Lanes.ORDER)
          .sub(off)
          .intoMemorySegment(arena, from + k * step, Lanes.ORDER);
    }
  }

  private static void divide(MemorySegment arena, long from, long number, long step, int size) {
    FloatVector total = FloatVector.fromMemorySegment(Lanes.FLOATS, arena, number, Lanes.ORDER);
    for (int k = 0; k < size; k++) {
      FloatVector.fromMemorySegment(Lanes.FLOATS, arena, from + k * step, Lanes.ORDER)
          .div(total)
          .intoMemorySegment(arena, from + k * step, Lanes.ORDER);
    }
  }

  @Override
  public String describe() {
    return (logarithm ? "log softmax over " : "softmax over ") + size;
  }
}
