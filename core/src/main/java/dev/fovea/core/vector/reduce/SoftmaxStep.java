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

  /** Bytes each worker needs: the exponentials, and the largest and the sum of each row. */
  public static long workerBytes(int size, int inner) {
    int rows = together(size, inner);
    int each = inner == 1 ? 1 : Lanes.COUNT;
    return room(size * each * (inner == 1 ? rows : 1)) + 2 * room(rows * each);
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
    MemorySegment from = memory.of(x);
    MemorySegment to = memory.of(y);
    MemorySegment room = memory.of(scratch);
    int across = Math.ceilDiv(inner, Lanes.COUNT);
    int column = unit % across * Lanes.COUNT;
    long start = ((long) (unit / across) * size * inner + column) * Float.BYTES;
    long in = x.offset() + start;
    long out = y.offset() + start;
    long step = (long) inner * Float.BYTES;
    long largest = scratch.at(worker, 0);
    long sums = largest + room(Lanes.COUNT);
    long powers = sums + room(Lanes.COUNT);
    int live = inner - column;
    FoldKernels.maxColumns(from, in, FROM_START, size, step, room, largest, live);
    SoftmaxKernels.subtractColumns(from, in, step, live, size, room, largest, powers);
    EXP.run(room, powers, powers, size * Lanes.BYTES);
    FoldKernels.sumColumns(room, powers, FROM_START, size, Lanes.BYTES, room, sums, live);
    if (logarithm) {
      LOG.run(room, sums, sums, Lanes.BYTES);
      SoftmaxKernels.subtractColumns(from, in, step, live, size, room, largest, sums, to, out);
    } else {
      SoftmaxKernels.divideColumns(room, powers, sums, size, to, out, step, live);
    }
  }

  @Override
  public String describe() {
    return "%s over %d, %d times"
        .formatted(logarithm ? "log softmax" : "softmax", size, outer * inner);
  }
}
