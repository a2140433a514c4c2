package dev.fovea.core.vector.reduce;

import dev.fovea.core.op.Exp;
import dev.fovea.core.op.Log;
import dev.fovea.core.vector.loop.ElementLoop;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;

/**
 * Softmax or its logarithm along one axis of a row-major value; the axis has {@code size} elements,
 * {@code inner} apart. The largest element is taken off before the exponential. Where it is the
 * last axis, a task takes some rows: they need few exponentials of whole vectors, however short
 * they are. Otherwise the lanes run across neighbors.
 *
 * @param logarithm whether the logarithm is wanted
 * @param outer how many times the axis occurs
 * @param size elements along the axis
 * @param inner distance between them
 * @param x the input
 * @param y the result
 * @param scratch {@link #workerBytes} bytes for each worker
 */
public record SoftmaxStep(
    boolean logarithm, int outer, int size, int inner, Location x, Location y, Location scratch)
    implements WholeStep {
  private static final ElementLoop EXP = ElementLoop.of(new Exp());
  private static final ElementLoop LOG = ElementLoop.of(new Log());
  private static final int TASK = 1 << 13;
  private static final int[] FROM_START = {0};

  /**
   * Bytes each worker needs: the exponentials, and the largest and the sum of each row or column.
   */
  public static long workerBytes(int size, int inner) {
    if (inner != 1) {
      return SoftmaxColumns.scratchBytes(size);
    }
    int rows = together(size, inner);
    return room(size * rows) + 2 * room(rows);
  }

  /** Rows, or vectors of columns, of one task. */
  private static int together(int size, int inner) {
    return Math.max(1, TASK / Math.max(1, inner == 1 ? size : size * Lanes.COUNT));
  }

  /** Bytes for some floats and what a whole vector writes after them. */
  private static long room(int floats) {
    return Memory.aligned((long) (floats + Lanes.COUNT) * Float.BYTES);
  }

  private int units() {
    return outer * (inner == 1 ? 1 : Math.ceilDiv(inner, Lanes.COUNT));
  }

  @Override
  public int tasks() {
    return Math.ceilDiv(units(), together(size, inner));
  }

  @Override
  public long cost() {
    return 4L * TASK;
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    int first = task * together(size, inner);
    int end = Math.min(units(), first + together(size, inner));
    if (inner == 1) {
      rows(memory, worker, first, end - first);
    } else {
      for (int unit = first; unit < end; unit++) {
        columns(memory, worker, unit);
      }
    }
  }

  private void rows(Memory memory, int worker, int first, int rows) {
    MemorySegment from = memory.of(x);
    MemorySegment to = memory.of(y);
    MemorySegment room = memory.of(scratch);
    long start = (long) first * size * Float.BYTES;
    long in = x.offset() + start;
    long out = y.offset() + start;
    long largest = scratch.at(worker, 0);
    long sums = largest + room(rows);
    long powers = sums + room(rows);
    long row = (long) size * Float.BYTES;
    FoldKernels.maxRows(from, in, row, rows, FROM_START, size, room, largest);
    SoftmaxKernels.subtractRows(from, in, room, largest, rows, size, room, powers);
    EXP.run(room, powers, powers, rows * size * Float.BYTES);
    FoldKernels.sumRows(room, powers, row, rows, FROM_START, size, room, sums);
    if (logarithm) {
      LOG.run(room, sums, sums, rows * Float.BYTES);
      SoftmaxKernels.subtractRows(from, in, room, largest, sums, rows, size, to, out);
    } else {
      SoftmaxKernels.divideRows(room, powers, room, sums, rows, size, to, out);
    }
    SoftmaxKernels.calledRows();
  }

  private void columns(Memory memory, int worker, int unit) {
    int across = Math.ceilDiv(inner, Lanes.COUNT);
    int column = unit % across * Lanes.COUNT;
    long start = ((long) (unit / across) * size * inner + column) * Float.BYTES;
    SoftmaxColumns.run(
        logarithm,
        size,
        memory.of(x),
        x.offset() + start,
        memory.of(y),
        y.offset() + start,
        (long) inner * Float.BYTES,
        Math.min(Lanes.COUNT, inner - column),
        memory.of(scratch),
        scratch.at(worker, 0));
  }

  @Override
  public String describe() {
    return "%s over %d, %d times"
        .formatted(logarithm ? "log softmax" : "softmax", size, outer * inner);
  }
}
