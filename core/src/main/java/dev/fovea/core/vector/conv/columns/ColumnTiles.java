package dev.fovea.core.vector.conv.columns;

import dev.fovea.core.vector.matmul.Panels;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.tile.ProductKernels;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * A panel of a product, {@code C (+)= A·B}, by the tiles of {@link ProductKernels}: for sums whose
 * inner index comes in several stretches, each of which is added in one go.
 */
final class ColumnTiles {
  private static final int TALL = ProductKernels.TALL;
  private static final int FLAT = ProductKernels.FLAT;

  /** Bytes of scratch. */
  static final long SCRATCH = (long) TALL * Panels.WIDE * Float.BYTES;

  private ColumnTiles() {}

  /**
   * Multiplies. Offsets and steps are in bytes.
   *
   * @param rows rows of A and C
   * @param vectors vectors of a row of B and C: at most {@link ProductKernels#WIDE}
   * @param inner columns of A, rows of B
   * @param add whether the product is added to C instead of replacing it
   * @param room a segment with scratch
   * @param scratch {@link #SCRATCH} bytes
   */
  static void multiply(
      int rows,
      int vectors,
      int inner,
      MemorySegment a,
      long a0,
      long aRow,
      long aStep,
      MemorySegment b,
      long b0,
      long bStep,
      MemorySegment c,
      long c0,
      long cRow,
      boolean add,
      MemorySegment room,
      long scratch) {
    int i = 0;
    while (i < rows) {
      int tall = height(rows, rows - i);
      int start = Math.min(i, rows - tall);
      // A last tile may begin further up: then only some of its rows are wanted.
      boolean aside = add || start < i || tall == 1;
      ProductKernels.tile(
          Math.max(tall, FLAT),
          vectors,
          inner,
          a,
          a0 + start * aRow,
          tall == 1 ? 0 : aRow,
          aStep,
          b,
          b0,
          bStep,
          aside ? room : c,
          aside ? scratch : c0 + start * cRow,
          aside ? (long) vectors * Lanes.BYTES : cRow);
      if (aside) {
        long from = scratch + (long) (i - start) * vectors * Lanes.BYTES;
        move(room, from, c, c0 + i * cRow, cRow, start + tall - i, vectors, add);
      }
      i = start + tall;
    }
  }

  private static int height(int rows, int left) {
    if (left > FLAT && rows >= TALL) {
      return TALL;
    }
    return rows >= FLAT ? FLAT : 1;
  }

  private static void move(
      MemorySegment room,
      long in,
      MemorySegment result,
      long out,
      long step,
      int rows,
      int vectors,
      boolean add) {
    MemorySegment tile = Lanes.bare(room);
    MemorySegment c = Lanes.bare(result);
    long from = Lanes.bare(room, in);
    long row = Lanes.bare(result, out);
    for (int i = 0; i < rows; i++) {
      long to = row;
      for (int v = 0; v < vectors; v++) {
        FloatVector sum = FloatVector.fromMemorySegment(Lanes.FLOATS, tile, from, Lanes.ORDER);
        if (add) {
          sum = sum.add(FloatVector.fromMemorySegment(Lanes.FLOATS, c, to, Lanes.ORDER));
        }
        sum.intoMemorySegment(c, to, Lanes.ORDER);
        from = (from + Lanes.BYTES) & Lanes.ADDRESS;
        to = (to + Lanes.BYTES) & Lanes.ADDRESS;
      }
      row = (row + step) & Lanes.ADDRESS;
    }
  }
}
