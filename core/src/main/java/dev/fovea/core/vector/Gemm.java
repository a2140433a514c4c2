package dev.fovea.core.vector;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Matrix product of plain values, {@code C [m, n] = A·B}. Rows of B and C are read as vectors; A is
 * read one number at a time, so it may be stored either way. A stored-transposed B is copied into
 * rows first. Tiles of 4 rows × 4 vectors of C stay in registers while the inner index runs.
 *
 * @param m rows of C
 * @param n columns of C
 * @param k the inner size
 * @param a A, element (i, p) at {@code i·aRow + p·aColumn}
 * @param aRow floats from one row of A to the next
 * @param aColumn floats from one column of A to the next
 * @param b B, rows of n floats
 * @param c C, rows of n floats
 */
record Gemm(int m, int n, int k, Location a, long aRow, long aColumn, Location b, Location c)
    implements PlainStep {
  private static final int ROWS = 4;
  private static final int VECTORS = 4;

  private int columnTile() {
    return VECTORS * Lanes.COUNT;
  }

  @Override
  public int tasks() {
    return Math.ceilDiv(m, ROWS) * Math.ceilDiv(n, columnTile());
  }

  @Override
  public long cost() {
    return (long) ROWS * columnTile() * k / Lanes.COUNT * 2;
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    int across = Math.ceilDiv(n, columnTile());
    int row = task / across * ROWS;
    int column = task % across * columnTile();
    if (row + ROWS <= m && column + columnTile() <= n) {
      tile(memory, row, column);
    } else {
      edge(memory, row, column);
    }
  }

  private void tile(Memory memory, int row, int column) {
    MemorySegment left = memory.of(a);
    MemorySegment right = memory.of(b);
    MemorySegment result = memory.of(c);
    long l0 = a.offset() + row * aRow * Float.BYTES;
    long down = aRow * Float.BYTES;
    long r = b.offset() + (long) column * Float.BYTES;
    long next = (long) n * Float.BYTES;
    FloatVector z = FloatVector.zero(Lanes.FLOATS);
    FloatVector c00 = z, c01 = z, c02 = z, c03 = z;
    FloatVector c10 = z, c11 = z, c12 = z, c13 = z;
    FloatVector c20 = z, c21 = z, c22 = z, c23 = z;
    FloatVector c30 = z, c31 = z, c32 = z, c33 = z;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = Lanes.load(right, r);
      FloatVector b1 = Lanes.load(right, r + Lanes.BYTES);
      FloatVector b2 = Lanes.load(right, r + 2L * Lanes.BYTES);
      FloatVector b3 = Lanes.load(right, r + 3L * Lanes.BYTES);
      FloatVector a0 = splat(left, l0);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      c03 = a0.fma(b3, c03);
      FloatVector a1 = splat(left, l0 + down);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      c13 = a1.fma(b3, c13);
      FloatVector a2 = splat(left, l0 + 2 * down);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      c23 = a2.fma(b3, c23);
      FloatVector a3 = splat(left, l0 + 3 * down);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      c33 = a3.fma(b3, c33);
      l0 += aColumn * Float.BYTES;
      r += next;
    }
    long to = c.offset() + ((long) row * n + column) * Float.BYTES;
    put(result, to, c00, c01, c02, c03);
    put(result, to + next, c10, c11, c12, c13);
    put(result, to + 2 * next, c20, c21, c22, c23);
    put(result, to + 3 * next, c30, c31, c32, c33);
  }

  private static FloatVector splat(MemorySegment segment, long offset) {
    return FloatVector.broadcast(Lanes.FLOATS, segment.get(Lanes.FLOAT, offset));
  }

  private static void put(
      MemorySegment to, long at, FloatVector v0, FloatVector v1, FloatVector v2, FloatVector v3) {
    Lanes.store(v0, to, at);
    Lanes.store(v1, to, at + Lanes.BYTES);
    Lanes.store(v2, to, at + 2L * Lanes.BYTES);
    Lanes.store(v3, to, at + 3L * Lanes.BYTES);
  }

  /** A tile at the border of C: one vector at a time, the last one partly. */
  private void edge(Memory memory, int row, int column) {
    MemorySegment left = memory.of(a);
    MemorySegment right = memory.of(b);
    MemorySegment result = memory.of(c);
    for (int i = row; i < Math.min(m, row + ROWS); i++) {
      for (int j = column; j < Math.min(n, column + columnTile()); j += Lanes.COUNT) {
        VectorMask<Float> mask = Lanes.FLOATS.indexInRange(j, n);
        FloatVector sum = FloatVector.zero(Lanes.FLOATS);
        for (int p = 0; p < k; p++) {
          long at = a.offset() + (i * aRow + p * aColumn) * Float.BYTES;
          FloatVector x = Lanes.load(right, b.offset() + ((long) p * n + j) * Float.BYTES, mask);
          sum = splat(left, at).fma(x, sum);
        }
        Lanes.store(sum, result, c.offset() + ((long) i * n + j) * Float.BYTES, mask);
      }
    }
  }

  @Override
  public String describe() {
    return "matrix product %d×%d×%d, %.2f MFLOP".formatted(m, k, n, 2e-6 * m * n * k);
  }
}
