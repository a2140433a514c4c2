package dev.fovea.core.vector.reduce;

import dev.fovea.core.vector.move.MoveStep;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The index of the largest element along one axis of a row-major value, the first of several; a NaN
 * counts as the largest. The axis has {@code size} elements, {@code inner} apart. Lanes run across
 * neighbors; where there are none, one number is compared after the other.
 *
 * @param outer how many times the axis occurs
 * @param size elements along the axis
 * @param inner distance between them
 * @param x the elements
 * @param result under which number the indices are kept
 * @param scratch {@link #workerBytes} bytes for each worker
 */
public record ArgMaxStep(int outer, int size, int inner, Location x, int result, Location scratch)
    implements WholeStep {

  /** Bytes each worker needs. */
  public static long workerBytes() {
    return Lanes.BYTES;
  }

  private int across() {
    return inner == 1 ? 1 : Math.ceilDiv(inner, Lanes.COUNT);
  }

  private int together() {
    return Math.max(1, MoveStep.TASK / Math.max(1, size * Math.min(inner, Lanes.COUNT)));
  }

  @Override
  public int tasks() {
    return Math.ceilDiv(outer * across(), together());
  }

  @Override
  public long cost() {
    return (long) together() * size * Math.min(inner, Lanes.COUNT);
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    double[] found = memory.onHeap(result);
    MemorySegment from = memory.of(x);
    int end = Math.min(outer * across(), (task + 1) * together());
    for (int unit = task * together(); unit < end; unit++) {
      int column = unit % across() * Lanes.COUNT;
      int first = unit / across() * inner + column;
      long in = x.offset() + ((long) (unit / across()) * size * inner + column) * Float.BYTES;
      if (inner == 1) {
        found[first] = row(from, in, size);
      } else {
        MemorySegment room = memory.of(scratch);
        long at = scratch.at(worker, 0);
        columns(from, in, (long) inner * Float.BYTES, size, inner - column, room, at);
        for (int lane = 0; lane < Math.min(inner - column, Lanes.COUNT); lane++) {
          found[first + lane] =
              room.get(ValueLayout.JAVA_INT_UNALIGNED, at + (long) lane * Integer.BYTES);
        }
      }
    }
  }

  private static int row(MemorySegment x, long in, int size) {
    int best = 0;
    float largest = x.get(Lanes.FLOAT, in);
    for (int k = 1; k < size; k++) {
      float candidate = x.get(Lanes.FLOAT, in + (long) k * Float.BYTES);
      if (candidate > largest || (Float.isNaN(candidate) && !Float.isNaN(largest))) {
        largest = candidate;
        best = k;
      }
    }
    return best;
  }

  private static void columns(
      MemorySegment x, long in, long step, int size, int columns, MemorySegment y, long out) {
    VectorMask<Float> live = Lanes.FLOATS.indexInRange(0, columns);
    FloatVector largest = FloatVector.fromMemorySegment(Lanes.FLOATS, x, in, Lanes.ORDER, live);
    IntVector best = IntVector.zero(Lanes.INTS);
    for (int k = 1; k < size; k++) {
      FloatVector candidate =
          FloatVector.fromMemorySegment(Lanes.FLOATS, x, in + k * step, Lanes.ORDER, live);
      VectorMask<Float> number = largest.compare(VectorOperators.EQ, largest);
      VectorMask<Float> beaten = candidate.compare(VectorOperators.LE, largest).not().and(number);
      largest = largest.blend(candidate, beaten);
      best = best.blend(k, beaten.cast(Lanes.INTS));
    }
    best.intoMemorySegment(y, out, ByteOrder.nativeOrder());
  }

  @Override
  public String describe() {
    return "argmax over " + size + ", " + outer * inner + " times";
  }
}
