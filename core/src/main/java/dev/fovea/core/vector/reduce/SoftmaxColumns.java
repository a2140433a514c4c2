package dev.fovea.core.vector.reduce;

import dev.fovea.core.op.Exp;
import dev.fovea.core.op.Log;
import dev.fovea.core.vector.loop.ElementLoop;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;

/**
 * Softmax or its logarithm down some neighboring columns, at most a vector: columns of a row-major
 * value, or the lanes of a block, which is a row-major value whose last axis are the lanes.
 */
final class SoftmaxColumns {
  private static final ElementLoop EXP = ElementLoop.of(new Exp());
  private static final ElementLoop LOG = ElementLoop.of(new Log());
  private static final int[] FROM_START = {0};

  private SoftmaxColumns() {}

  /** Bytes for the largest elements, the sums and the exponentials. */
  static long scratchBytes(int size) {
    return (2L + size) * Lanes.BYTES;
  }

  /**
   * All offsets are in bytes.
   *
   * @param size rows
   * @param step from a row to the next
   * @param columns how many there are
   * @param largest where {@link #scratchBytes} bytes of scratch begin
   */
  static void run(
      boolean logarithm,
      int size,
      MemorySegment x,
      long in,
      MemorySegment y,
      long out,
      long step,
      int columns,
      MemorySegment scratch,
      long largest) {
    long sums = largest + Lanes.BYTES;
    long powers = sums + Lanes.BYTES;
    FoldKernels.maxColumns(x, in, FROM_START, size, step, scratch, largest, columns);
    SoftmaxKernels.subtractColumns(x, in, step, columns, size, scratch, largest, powers);
    EXP.run(scratch, powers, powers, (long) size * Lanes.BYTES);
    FoldKernels.sumColumns(scratch, powers, FROM_START, size, Lanes.BYTES, scratch, sums, columns);
    if (logarithm) {
      LOG.run(scratch, sums, sums, Lanes.BYTES);
      SoftmaxKernels.subtractColumns(x, in, step, columns, size, scratch, largest, sums, y, out);
    } else {
      SoftmaxKernels.divideColumns(scratch, powers, sums, size, y, out, step, columns);
    }
  }
}
