package dev.fovea.core.vector.reduce;

import dev.fovea.core.op.Exp;
import dev.fovea.core.op.Log;
import dev.fovea.core.vector.loop.ElementLoop;
import dev.fovea.core.vector.run.BlockStep;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.Lanes;
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
public record BlockedSoftmax(
    boolean logarithm, int outer, int size, int inner, Location x, Location y, Location scratch)
    implements BlockStep {
  private static final ElementLoop EXP = ElementLoop.of(new Exp());
  private static final ElementLoop LOG = ElementLoop.of(new Log());

  /** Bytes for the largest elements, the sums and the exponentials of one vector of examples. */
  public static long scratchBytes(int size) {
    return (2L + size) * Lanes.BYTES;
  }

  @Override
  public void run(Memory memory, int worker, int block) {
    MemorySegment from = memory.of(x);
    MemorySegment to = memory.of(y);
    MemorySegment room = memory.of(scratch);
    long step = (long) inner * Lanes.BYTES;
    long largest = scratch.at(worker, block);
    long sum = largest + Lanes.BYTES;
    long powers = sum + Lanes.BYTES;
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        long first = ((long) o * size * inner + i) * Lanes.BYTES;
        long in = x.at(worker, block) + first;
        long out = y.at(worker, block) + first;
        subtractLargest(from, in, step, size, room, largest, powers);
        EXP.run(room, powers, powers, (long) size * Lanes.BYTES);
        sum(room, powers, size, sum);
        if (logarithm) {
          LOG.run(room, sum, sum, Lanes.BYTES);
          subtract(from, in, room, largest, sum, to, out, step, size);
        } else {
          divide(room, powers, sum, to, out, step, size);
        }
      }
    }
  }

  private static void subtractLargest(
      MemorySegment x, long in, long step, int size, MemorySegment room, long at, long out) {
    FloatVector largest = FloatVector.fromMemorySegment(Lanes.FLOATS, x, in, Lanes.ORDER);
    for (int k = 1; k < size; k++) {
      largest =
          largest.max(FloatVector.fromMemorySegment(Lanes.FLOATS, x, in + k * step, Lanes.ORDER));
    }
    largest.intoMemorySegment(room, at, Lanes.ORDER);
    for (int k = 0; k < size; k++) {
      FloatVector.fromMemorySegment(Lanes.FLOATS, x, in + k * step, Lanes.ORDER)
          .sub(largest)
          .intoMemorySegment(room, out + (long) k * Lanes.BYTES, Lanes.ORDER);
    }
  }

  private static void sum(MemorySegment room, long from, int size, long to) {
    FloatVector total = FloatVector.zero(Lanes.FLOATS);
    for (int k = 0; k < size; k++) {
      total =
          total.add(
              FloatVector.fromMemorySegment(
                  Lanes.FLOATS, room, from + (long) k * Lanes.BYTES, Lanes.ORDER));
    }
    total.intoMemorySegment(room, to, Lanes.ORDER);
  }

  /** {@code y = (x − largest) − logarithm of the sum}. */
  private static void subtract(
      MemorySegment x,
      long in,
      MemorySegment room,
      long first,
      long second,
      MemorySegment y,
      long out,
      long step,
      int size) {
    FloatVector largest = FloatVector.fromMemorySegment(Lanes.FLOATS, room, first, Lanes.ORDER);
    FloatVector logarithm = FloatVector.fromMemorySegment(Lanes.FLOATS, room, second, Lanes.ORDER);
    for (int k = 0; k < size; k++) {
      FloatVector.fromMemorySegment(Lanes.FLOATS, x, in + k * step, Lanes.ORDER)
          .sub(largest)
          .sub(logarithm)
          .intoMemorySegment(y, out + k * step, Lanes.ORDER);
    }
  }

  private static void divide(
      MemorySegment room, long from, long by, MemorySegment y, long out, long step, int size) {
    FloatVector total = FloatVector.fromMemorySegment(Lanes.FLOATS, room, by, Lanes.ORDER);
    for (int k = 0; k < size; k++) {
      FloatVector.fromMemorySegment(Lanes.FLOATS, room, from + (long) k * Lanes.BYTES, Lanes.ORDER)
          .div(total)
          .intoMemorySegment(y, out + k * step, Lanes.ORDER);
    }
  }

  @Override
  public String describe() {
    return (logarithm ? "log softmax over " : "softmax over ") + size;
  }
}
