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
      FloatVector e = Elementary.exp(Lanes.load(x, in + k * step).sub(largest));
      total = total.add(e);
      Lanes.store(e, y, out + k * step);
    }
    for (int k = 0; k < size; k++) {
      Lanes.store(Lanes.load(y, out + k * step).div(total), y, out + k * step);
    }
  }

  private static void logSoftmax(
      MemorySegment x, long in, MemorySegment y, long out, long step, int size) {
    FloatVector largest = largest(x, in, step, size);
    FloatVector total = FloatVector.zero(Lanes.FLOATS);
    for (int k = 0; k < size; k++) {
      total = total.add(Elementary.exp(Lanes.load(x, in + k * step).sub(largest)));
    }
    FloatVector logTotal = Elementary.log(total);
    for (int k = 0; k < size; k++) {
      FloatVector shifted = Lanes.load(x, in + k * step).sub(largest);
      Lanes.store(shifted.sub(logTotal), y, out + k * step);
    }
  }

  private static FloatVector largest(MemorySegment x, long in, long step, int size) {
    FloatVector largest = Lanes.load(x, in);
    for (int k = 1; k < size; k++) {
      largest = largest.max(Lanes.load(x, in + k * step));
    }
    return largest;
  }

  @Override
  public String describe() {
    return (logarithm ? "log softmax over " : "softmax over ") + size;
  }
}
