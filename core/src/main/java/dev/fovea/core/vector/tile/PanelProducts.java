package dev.fovea.core.vector.tile;

import static dev.fovea.core.vector.simd.Lanes.FLOAT;
import static dev.fovea.core.vector.simd.Lanes.FLOATS;
import static dev.fovea.core.vector.simd.Lanes.OFFSET;
import static dev.fovea.core.vector.simd.Lanes.ORDER;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Matrix products {@code C [rows, vectors·L] (+)= A·B} of matrices small enough for the caches, in
 * one segment. A is read one number at a time, so it may be stored either way. B lies in panels:
 * four vectors of every row, then the next four; what is left over, one vector of every row. Tiles
 * of C (4 rows × 4 vectors, or 8 rows × 1 vector) stay in registers while the inner index runs.
 */
public final class PanelProducts {
  private static final int PANEL = 4;
  private static final int ROWS = 4;
  private static final int TALL = 8;

  private PanelProducts() {}

  /** Rows that C must have room for: the last tile may write beyond its end. */
  public static int room(int rows) {
    return Math.ceilDiv(rows, TALL) * TALL;
  }

  /** Bytes from the start of B to vector v of its first row. */
  public static long column(int v, int vectors, int inner) {
    int first = v - (v < inPanels(vectors) ? v % PANEL : 0);
    return ((long) first * inner + v - first) * Lanes.BYTES;
  }

  /** Bytes from vector v of one row of B to that of the next. */
  public static long down(int v, int vectors) {
    return v < inPanels(vectors) ? (long) PANEL * Lanes.BYTES : Lanes.BYTES;
  }

  private static int inPanels(int vectors) {
    return vectors / PANEL * PANEL;
  }

  /**
   * Multiplies. All offsets and steps in bytes.
   *
   * @param rows rows of A and C
   * @param inner the inner size
   * @param vectors vectors per row of B and C
   * @param a element (i, p) of A at {@code a + i·aRow + p·aColumn}
   * @param cRow from one row of C to the next
   * @param add whether the product is added to C instead of replacing it
   */
  public static void multiply(
      MemorySegment memory,
      int rows,
      int inner,
      int vectors,
      long a,
      int aRow,
      int aColumn,
      long b,
      long c,
      int cRow,
      boolean add) {
    if (!add) {
      clear(memory, c, room(rows) * cRow);
    }
    int v = 0;
    for (; v + PANEL <= vectors; v += PANEL) {
      long panel = b + (long) v * inner * Lanes.BYTES;
      for (int row = 0; row < rows; row += ROWS) {
        fourByFour(
            memory,
            inner,
            a + (long) row * aRow,
            aRow,
            Math.min(ROWS, rows - row) - 1,
            aColumn,
            panel,
            c + (long) row * cRow + (long) v * Lanes.BYTES,
            cRow);
      }
    }
    for (; v < vectors; v++) {
      long panel = b + (long) v * inner * Lanes.BYTES;
      for (int row = 0; row < rows; row += TALL) {
        eightByOne(
            memory,
            inner,
            a + (long) row * aRow,
            aRow,
            Math.min(TALL, rows - row) - 1,
            aColumn,
            panel,
            c + (long) row * cRow + (long) v * Lanes.BYTES,
            cRow);
      }
    }
  }

  private static void clear(MemorySegment memory, long at, int bytes) {
    MemorySegment to = Lanes.bare(memory);
    long out = Lanes.bare(memory, at);
    FloatVector zero = FloatVector.zero(FLOATS);
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      zero.intoMemorySegment(to, out + (i & OFFSET), ORDER);
    }
  }

  /** Rows after the last one repeat it. */
  private static void fourByFour(
      MemorySegment memory,
      int inner,
      long a,
      int aRow,
      int last,
      int aColumn,
      long b,
      long c,
      int cRow) {
    MemorySegment in = Lanes.bare(memory);
    long a0 = Lanes.bare(memory, a);
    long a1 = a0 + (Math.min(1, last) * aRow & OFFSET);
    long a2 = a0 + (Math.min(2, last) * aRow & OFFSET);
    long a3 = a0 + (last * aRow & OFFSET);
    long b0 = Lanes.bare(memory, b);
    long r0 = Lanes.bare(memory, c);
    long r1 = r0 + (cRow & OFFSET);
    long r2 = r0 + (2 * cRow & OFFSET);
    long r3 = r0 + (3 * cRow & OFFSET);
    FloatVector z = FloatVector.zero(FLOATS);
    FloatVector c00 = z, c01 = z, c02 = z, c03 = z;
    FloatVector c10 = z, c11 = z, c12 = z, c13 = z;
    FloatVector c20 = z, c21 = z, c22 = z, c23 = z;
    FloatVector c30 = z, c31 = z, c32 = z, c33 = z;
    for (int p = 0; p < inner; p++) {
      long at = b0 + (p * (PANEL * Lanes.BYTES) & OFFSET);
      long x = p * aColumn & OFFSET;
      FloatVector y0 = fromMemorySegment(FLOATS, in, at, ORDER);
      FloatVector y1 = fromMemorySegment(FLOATS, in, at + Lanes.BYTES, ORDER);
      FloatVector y2 = fromMemorySegment(FLOATS, in, at + 2L * Lanes.BYTES, ORDER);
      FloatVector y3 = fromMemorySegment(FLOATS, in, at + 3L * Lanes.BYTES, ORDER);
      FloatVector x0 = broadcast(FLOATS, in.get(FLOAT, a0 + x));
      c00 = x0.fma(y0, c00);
      c01 = x0.fma(y1, c01);
      c02 = x0.fma(y2, c02);
      c03 = x0.fma(y3, c03);
      FloatVector x1 = broadcast(FLOATS, in.get(FLOAT, a1 + x));
      c10 = x1.fma(y0, c10);
      c11 = x1.fma(y1, c11);
      c12 = x1.fma(y2, c12);
      c13 = x1.fma(y3, c13);
      FloatVector x2 = broadcast(FLOATS, in.get(FLOAT, a2 + x));
      c20 = x2.fma(y0, c20);
      c21 = x2.fma(y1, c21);
      c22 = x2.fma(y2, c22);
      c23 = x2.fma(y3, c23);
      FloatVector x3 = broadcast(FLOATS, in.get(FLOAT, a3 + x));
      c30 = x3.fma(y0, c30);
      c31 = x3.fma(y1, c31);
      c32 = x3.fma(y2, c32);
      c33 = x3.fma(y3, c33);
    }
    c00 = c00.add(fromMemorySegment(FLOATS, in, r0, ORDER));
    c01 = c01.add(fromMemorySegment(FLOATS, in, r0 + Lanes.BYTES, ORDER));
    c02 = c02.add(fromMemorySegment(FLOATS, in, r0 + 2L * Lanes.BYTES, ORDER));
    c03 = c03.add(fromMemorySegment(FLOATS, in, r0 + 3L * Lanes.BYTES, ORDER));
    c10 = c10.add(fromMemorySegment(FLOATS, in, r1, ORDER));
    c11 = c11.add(fromMemorySegment(FLOATS, in, r1 + Lanes.BYTES, ORDER));
    c12 = c12.add(fromMemorySegment(FLOATS, in, r1 + 2L * Lanes.BYTES, ORDER));
    c13 = c13.add(fromMemorySegment(FLOATS, in, r1 + 3L * Lanes.BYTES, ORDER));
    c20 = c20.add(fromMemorySegment(FLOATS, in, r2, ORDER));
    c21 = c21.add(fromMemorySegment(FLOATS, in, r2 + Lanes.BYTES, ORDER));
    c22 = c22.add(fromMemorySegment(FLOATS, in, r2 + 2L * Lanes.BYTES, ORDER));
    c23 = c23.add(fromMemorySegment(FLOATS, in, r2 + 3L * Lanes.BYTES, ORDER));
    c30 = c30.add(fromMemorySegment(FLOATS, in, r3, ORDER));
    c31 = c31.add(fromMemorySegment(FLOATS, in, r3 + Lanes.BYTES, ORDER));
    c32 = c32.add(fromMemorySegment(FLOATS, in, r3 + 2L * Lanes.BYTES, ORDER));
    c33 = c33.add(fromMemorySegment(FLOATS, in, r3 + 3L * Lanes.BYTES, ORDER));
    c00.intoMemorySegment(in, r0, ORDER);
    c01.intoMemorySegment(in, r0 + Lanes.BYTES, ORDER);
    c02.intoMemorySegment(in, r0 + 2L * Lanes.BYTES, ORDER);
    c03.intoMemorySegment(in, r0 + 3L * Lanes.BYTES, ORDER);
    c10.intoMemorySegment(in, r1, ORDER);
    c11.intoMemorySegment(in, r1 + Lanes.BYTES, ORDER);
    c12.intoMemorySegment(in, r1 + 2L * Lanes.BYTES, ORDER);
    c13.intoMemorySegment(in, r1 + 3L * Lanes.BYTES, ORDER);
    c20.intoMemorySegment(in, r2, ORDER);
    c21.intoMemorySegment(in, r2 + Lanes.BYTES, ORDER);
    c22.intoMemorySegment(in, r2 + 2L * Lanes.BYTES, ORDER);
    c23.intoMemorySegment(in, r2 + 3L * Lanes.BYTES, ORDER);
    c30.intoMemorySegment(in, r3, ORDER);
    c31.intoMemorySegment(in, r3 + Lanes.BYTES, ORDER);
    c32.intoMemorySegment(in, r3 + 2L * Lanes.BYTES, ORDER);
    c33.intoMemorySegment(in, r3 + 3L * Lanes.BYTES, ORDER);
  }

  /** Rows after the last one repeat it. */
  private static void eightByOne(
      MemorySegment memory,
      int inner,
      long a,
      int aRow,
      int last,
      int aColumn,
      long b,
      long c,
      int cRow) {
    MemorySegment in = Lanes.bare(memory);
    long a0 = Lanes.bare(memory, a);
    long a1 = a0 + (Math.min(1, last) * aRow & OFFSET);
    long a2 = a0 + (Math.min(2, last) * aRow & OFFSET);
    long a3 = a0 + (Math.min(3, last) * aRow & OFFSET);
    long a4 = a0 + (Math.min(4, last) * aRow & OFFSET);
    long a5 = a0 + (Math.min(5, last) * aRow & OFFSET);
    long a6 = a0 + (Math.min(6, last) * aRow & OFFSET);
    long a7 = a0 + (last * aRow & OFFSET);
    long b0 = Lanes.bare(memory, b);
    long r0 = Lanes.bare(memory, c);
    long r1 = r0 + (cRow & OFFSET);
    long r2 = r0 + (2 * cRow & OFFSET);
    long r3 = r0 + (3 * cRow & OFFSET);
    long r4 = r0 + (4 * cRow & OFFSET);
    long r5 = r0 + (5 * cRow & OFFSET);
    long r6 = r0 + (6 * cRow & OFFSET);
    long r7 = r0 + (7 * cRow & OFFSET);
    FloatVector z = FloatVector.zero(FLOATS);
    FloatVector c0 = z, c1 = z, c2 = z, c3 = z;
    FloatVector c4 = z, c5 = z, c6 = z, c7 = z;
    for (int p = 0; p < inner; p++) {
      long at = b0 + (p * Lanes.BYTES & OFFSET);
      long x = p * aColumn & OFFSET;
      FloatVector y0 = fromMemorySegment(FLOATS, in, at, ORDER);
      FloatVector x0 = broadcast(FLOATS, in.get(FLOAT, a0 + x));
      c0 = x0.fma(y0, c0);
      FloatVector x1 = broadcast(FLOATS, in.get(FLOAT, a1 + x));
      c1 = x1.fma(y0, c1);
      FloatVector x2 = broadcast(FLOATS, in.get(FLOAT, a2 + x));
      c2 = x2.fma(y0, c2);
      FloatVector x3 = broadcast(FLOATS, in.get(FLOAT, a3 + x));
      c3 = x3.fma(y0, c3);
      FloatVector x4 = broadcast(FLOATS, in.get(FLOAT, a4 + x));
      c4 = x4.fma(y0, c4);
      FloatVector x5 = broadcast(FLOATS, in.get(FLOAT, a5 + x));
      c5 = x5.fma(y0, c5);
      FloatVector x6 = broadcast(FLOATS, in.get(FLOAT, a6 + x));
      c6 = x6.fma(y0, c6);
      FloatVector x7 = broadcast(FLOATS, in.get(FLOAT, a7 + x));
      c7 = x7.fma(y0, c7);
    }
    c0 = c0.add(fromMemorySegment(FLOATS, in, r0, ORDER));
    c1 = c1.add(fromMemorySegment(FLOATS, in, r1, ORDER));
    c2 = c2.add(fromMemorySegment(FLOATS, in, r2, ORDER));
    c3 = c3.add(fromMemorySegment(FLOATS, in, r3, ORDER));
    c4 = c4.add(fromMemorySegment(FLOATS, in, r4, ORDER));
    c5 = c5.add(fromMemorySegment(FLOATS, in, r5, ORDER));
    c6 = c6.add(fromMemorySegment(FLOATS, in, r6, ORDER));
    c7 = c7.add(fromMemorySegment(FLOATS, in, r7, ORDER));
    c0.intoMemorySegment(in, r0, ORDER);
    c1.intoMemorySegment(in, r1, ORDER);
    c2.intoMemorySegment(in, r2, ORDER);
    c3.intoMemorySegment(in, r3, ORDER);
    c4.intoMemorySegment(in, r4, ORDER);
    c5.intoMemorySegment(in, r5, ORDER);
    c6.intoMemorySegment(in, r6, ORDER);
    c7.intoMemorySegment(in, r7, ORDER);
  }
}
