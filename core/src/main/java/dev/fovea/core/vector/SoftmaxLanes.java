package dev.fovea.core.vector;

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
 */
record SoftmaxLanes(boolean logarithm, int outer, int size, int inner, Location x, Location y)
    implements LaneStep {

  @Override
  public void run(Memory memory, int worker, int block) {
    MemorySegment from = memory.of(x);
    MemorySegment to = memory.of(y);
    long step = (long) inner * Lanes.BYTES;
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        long first = ((long) o * size * inner + i) * Lanes.BYTES;
        long in = x.at(worker, block) + first;
        long out = y.at(worker, block) + first;
        if (logarithm) {
          logSoftmax(from, in, to, out, step, size);
        } else {
          softmax(from, in, to, out, step, size);
        }
      }
    }
  }

  private static void softmax(
      MemorySegment x, long in, MemorySegment y, long out, long step, int size) {
    FloatVector largest = largest(x, in, step, size);
    FloatVector total = FloatVector.zero(Lanes.FLOATS);
    for (int k = 0; k < size; k++) {
      FloatVector e =
          Elementary.exp(
              FloatVector.fromMemorySegment(Lanes.FLOATS, x, in + k * step, Lanes.ORDER)
                  .sub(largest));
      total = total.add(e);
      e.intoMemorySegment(y, out + k * step, Lanes.ORDER);
    }
    for (int k = 0; k < size; k++) {
      FloatVector.fromMemorySegment(Lanes.FLOATS, y, out + k * step, Lanes.ORDER)
          .div(total)
          .intoMemorySegment(y, out + k * step, Lanes.ORDER);
    }
  }

  private static void logSoftmax(
      MemorySegment x, long in, MemorySegment y, long out, long step, int size) {
    FloatVector largest = largest(x, in, step, size);
    FloatVector total = FloatVector.zero(Lanes.FLOATS);
    for (int k = 0; k < size; k++) {
      total =
          total.add(
              Elementary.exp(
                  FloatVector.fromMemorySegment(Lanes.FLOATS, x, in + k * step, Lanes.ORDER)
                      .sub(largest)));
    }
    FloatVector logTotal = Elementary.log(total);
    for (int k = 0; k < size; k++) {
      FloatVector shifted =
          FloatVector.fromMemorySegment(Lanes.FLOATS, x, in + k * step, Lanes.ORDER).sub(largest);
      shifted.sub(logTotal).intoMemorySegment(y, out + k * step, Lanes.ORDER);
    }
  }

  private static FloatVector largest(MemorySegment x, long in, long step, int size) {
    FloatVector largest = FloatVector.fromMemorySegment(Lanes.FLOATS, x, in, Lanes.ORDER);
    for (int k = 1; k < size; k++) {
      largest =
          largest.max(FloatVector.fromMemorySegment(Lanes.FLOATS, x, in + k * step, Lanes.ORDER));
    }
    return largest;
  }

  @Override
  public String describe() {
    return (logarithm ? "log softmax over " : "softmax over ") + size;
  }
}
