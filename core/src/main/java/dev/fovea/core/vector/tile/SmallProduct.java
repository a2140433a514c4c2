package dev.fovea.core.vector.tile;

import static dev.fovea.core.vector.simd.Lanes.BYTES;
import static dev.fovea.core.vector.simd.Lanes.COUNT;
import static dev.fovea.core.vector.simd.Lanes.FLOATS;
import static dev.fovea.core.vector.simd.Lanes.OFFSET;
import static dev.fovea.core.vector.simd.Lanes.ORDER;

import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Products of small matrices that lie in the first cache: {@code C [rows, columns] = A·B}. A is
 * read one number at a time, so it may be stored either way; rows of B and C are read as vectors,
 * which may read up to L − 1 numbers after the end of B. A tile of C stays in registers over one
 * flat loop. Tiles of more rows than are left take the last row several times.
 */
public final class SmallProduct {
  private SmallProduct() {}

  /**
   * Computes C.
   *
   * @param rows rows of C
   * @param columns columns of C
   * @param inner columns of A, rows of B
   * @param a where A starts
   * @param aRow bytes from one row of A to the next
   * @param aInner bytes from one column of A to the next
   * @param b where B starts; its rows follow one another
   * @param c where C starts; its rows follow one another
   */
  public static void run(
      MemorySegment memory,
      int rows,
      int columns,
      int inner,
      long a,
      int aRow,
      int aInner,
      long b,
      long c) {
    int row = columns * Float.BYTES;
    int j = 0;
    for (; j + 4 * COUNT <= columns; j += 4 * COUNT) {
      for (int i = 0; i < rows; i += 4) {
        fourByFour(
            memory,
            rows - i,
            inner,
            a + (long) i * aRow,
            aRow,
            aInner,
            b + (long) j * Float.BYTES,
            row,
            c + (long) i * row + (long) j * Float.BYTES,
            row);
      }
    }
    for (; j + 2 * COUNT <= columns; j += 2 * COUNT) {
      for (int i = 0; i < rows; i += 8) {
        eightByTwo(
            memory,
            rows - i,
            inner,
            a + (long) i * aRow,
            aRow,
            aInner,
            b + (long) j * Float.BYTES,
            row,
            c + (long) i * row + (long) j * Float.BYTES,
            row);
      }
    }
    for (; j < columns; j += COUNT) {
      VectorMask<Float> inside = FLOATS.indexInRange(j, columns);
      for (int i = 0; i < rows; i += 8) {
        eightByOne(
            memory,
            rows - i,
            inner,
            a + (long) i * aRow,
            aRow,
            aInner,
            b + (long) j * Float.BYTES,
            row,
            c + (long) i * row + (long) j * Float.BYTES,
            row,
            inside);
      }
    }
  }

  /** Four rows × four vectors: loads 4 vectors and broadcasts 4 numbers for 16 multiply-adds. */
  private static void fourByFour(
      MemorySegment memory,
      int rows,
      int inner,
      long a,
      int aRow,
      int aInner,
      long b,
      int bInner,
      long c,
      int cRow) {
    MemorySegment x = Lanes.bare(memory);
    long b0 = Lanes.bare(memory, b);
    int last = rows - 1;
    long a0 = Lanes.bare(memory, a);
    long a1 = Lanes.bare(memory, a + (long) Math.min(1, last) * aRow);
    long a2 = Lanes.bare(memory, a + (long) Math.min(2, last) * aRow);
    long a3 = Lanes.bare(memory, a + (long) Math.min(3, last) * aRow);
    FloatVector z = FloatVector.zero(FLOATS);
    FloatVector c00 = z, c01 = z, c02 = z, c03 = z;
    FloatVector c10 = z, c11 = z, c12 = z, c13 = z;
    FloatVector c20 = z, c21 = z, c22 = z, c23 = z;
    FloatVector c30 = z, c31 = z, c32 = z, c33 = z;
    for (int p = 0; p < inner; p++) {
      long s = p * aInner & OFFSET;
      long t = p * bInner & OFFSET;
      FloatVector b0v = FloatVector.fromMemorySegment(FLOATS, x, b0 + t, ORDER);
      FloatVector b1v = FloatVector.fromMemorySegment(FLOATS, x, b0 + t + BYTES, ORDER);
      FloatVector b2v = FloatVector.fromMemorySegment(FLOATS, x, b0 + t + 2 * BYTES, ORDER);
      FloatVector b3v = FloatVector.fromMemorySegment(FLOATS, x, b0 + t + 3 * BYTES, ORDER);
      FloatVector s0 = FloatVector.broadcast(FLOATS, x.get(Lanes.FLOAT, a0 + s));
      c00 = s0.fma(b0v, c00);
      c01 = s0.fma(b1v, c01);
      c02 = s0.fma(b2v, c02);
      c03 = s0.fma(b3v, c03);
      FloatVector s1 = FloatVector.broadcast(FLOATS, x.get(Lanes.FLOAT, a1 + s));
      c10 = s1.fma(b0v, c10);
      c11 = s1.fma(b1v, c11);
      c12 = s1.fma(b2v, c12);
      c13 = s1.fma(b3v, c13);
      FloatVector s2 = FloatVector.broadcast(FLOATS, x.get(Lanes.FLOAT, a2 + s));
      c20 = s2.fma(b0v, c20);
      c21 = s2.fma(b1v, c21);
      c22 = s2.fma(b2v, c22);
      c23 = s2.fma(b3v, c23);
      FloatVector s3 = FloatVector.broadcast(FLOATS, x.get(Lanes.FLOAT, a3 + s));
      c30 = s3.fma(b0v, c30);
      c31 = s3.fma(b1v, c31);
      c32 = s3.fma(b2v, c32);
      c33 = s3.fma(b3v, c33);
    }
    long to0 = Lanes.bare(memory, c);
    c00.intoMemorySegment(x, to0, ORDER);
    c01.intoMemorySegment(x, to0 + BYTES, ORDER);
    c02.intoMemorySegment(x, to0 + 2 * BYTES, ORDER);
    c03.intoMemorySegment(x, to0 + 3 * BYTES, ORDER);
    long to1 = Lanes.bare(memory, c + (long) Math.min(1, last) * cRow);
    c10.intoMemorySegment(x, to1, ORDER);
    c11.intoMemorySegment(x, to1 + BYTES, ORDER);
    c12.intoMemorySegment(x, to1 + 2 * BYTES, ORDER);
    c13.intoMemorySegment(x, to1 + 3 * BYTES, ORDER);
    long to2 = Lanes.bare(memory, c + (long) Math.min(2, last) * cRow);
    c20.intoMemorySegment(x, to2, ORDER);
    c21.intoMemorySegment(x, to2 + BYTES, ORDER);
    c22.intoMemorySegment(x, to2 + 2 * BYTES, ORDER);
    c23.intoMemorySegment(x, to2 + 3 * BYTES, ORDER);
    long to3 = Lanes.bare(memory, c + (long) Math.min(3, last) * cRow);
    c30.intoMemorySegment(x, to3, ORDER);
    c31.intoMemorySegment(x, to3 + BYTES, ORDER);
    c32.intoMemorySegment(x, to3 + 2 * BYTES, ORDER);
    c33.intoMemorySegment(x, to3 + 3 * BYTES, ORDER);
  }

  /** Eight rows × two vectors, for what is left. */
  private static void eightByTwo(
      MemorySegment memory,
      int rows,
      int inner,
      long a,
      int aRow,
      int aInner,
      long b,
      int bInner,
      long c,
      int cRow) {
    MemorySegment x = Lanes.bare(memory);
    long b0 = Lanes.bare(memory, b);
    int last = rows - 1;
    long a0 = Lanes.bare(memory, a);
    long a1 = Lanes.bare(memory, a + (long) Math.min(1, last) * aRow);
    long a2 = Lanes.bare(memory, a + (long) Math.min(2, last) * aRow);
    long a3 = Lanes.bare(memory, a + (long) Math.min(3, last) * aRow);
    long a4 = Lanes.bare(memory, a + (long) Math.min(4, last) * aRow);
    long a5 = Lanes.bare(memory, a + (long) Math.min(5, last) * aRow);
    long a6 = Lanes.bare(memory, a + (long) Math.min(6, last) * aRow);
    long a7 = Lanes.bare(memory, a + (long) Math.min(7, last) * aRow);
    FloatVector z = FloatVector.zero(FLOATS);
    FloatVector c00 = z, c01 = z;
    FloatVector c10 = z, c11 = z;
    FloatVector c20 = z, c21 = z;
    FloatVector c30 = z, c31 = z;
    FloatVector c40 = z, c41 = z;
    FloatVector c50 = z, c51 = z;
    FloatVector c60 = z, c61 = z;
    FloatVector c70 = z, c71 = z;
    for (int p = 0; p < inner; p++) {
      long s = p * aInner & OFFSET;
      long t = p * bInner & OFFSET;
      FloatVector b0v = FloatVector.fromMemorySegment(FLOATS, x, b0 + t, ORDER);
      FloatVector b1v = FloatVector.fromMemorySegment(FLOATS, x, b0 + t + BYTES, ORDER);
      FloatVector s0 = FloatVector.broadcast(FLOATS, x.get(Lanes.FLOAT, a0 + s));
      c00 = s0.fma(b0v, c00);
      c01 = s0.fma(b1v, c01);
      FloatVector s1 = FloatVector.broadcast(FLOATS, x.get(Lanes.FLOAT, a1 + s));
      c10 = s1.fma(b0v, c10);
      c11 = s1.fma(b1v, c11);
      FloatVector s2 = FloatVector.broadcast(FLOATS, x.get(Lanes.FLOAT, a2 + s));
      c20 = s2.fma(b0v, c20);
      c21 = s2.fma(b1v, c21);
      FloatVector s3 = FloatVector.broadcast(FLOATS, x.get(Lanes.FLOAT, a3 + s));
      c30 = s3.fma(b0v, c30);
      c31 = s3.fma(b1v, c31);
      FloatVector s4 = FloatVector.broadcast(FLOATS, x.get(Lanes.FLOAT, a4 + s));
      c40 = s4.fma(b0v, c40);
      c41 = s4.fma(b1v, c41);
      FloatVector s5 = FloatVector.broadcast(FLOATS, x.get(Lanes.FLOAT, a5 + s));
      c50 = s5.fma(b0v, c50);
      c51 = s5.fma(b1v, c51);
      FloatVector s6 = FloatVector.broadcast(FLOATS, x.get(Lanes.FLOAT, a6 + s));
      c60 = s6.fma(b0v, c60);
      c61 = s6.fma(b1v, c61);
      FloatVector s7 = FloatVector.broadcast(FLOATS, x.get(Lanes.FLOAT, a7 + s));
      c70 = s7.fma(b0v, c70);
      c71 = s7.fma(b1v, c71);
    }
    long to0 = Lanes.bare(memory, c);
    c00.intoMemorySegment(x, to0, ORDER);
    c01.intoMemorySegment(x, to0 + BYTES, ORDER);
    long to1 = Lanes.bare(memory, c + (long) Math.min(1, last) * cRow);
    c10.intoMemorySegment(x, to1, ORDER);
    c11.intoMemorySegment(x, to1 + BYTES, ORDER);
    long to2 = Lanes.bare(memory, c + (long) Math.min(2, last) * cRow);
    c20.intoMemorySegment(x, to2, ORDER);
    c21.intoMemorySegment(x, to2 + BYTES, ORDER);
    long to3 = Lanes.bare(memory, c + (long) Math.min(3, last) * cRow);
    c30.intoMemorySegment(x, to3, ORDER);
    c31.intoMemorySegment(x, to3 + BYTES, ORDER);
    long to4 = Lanes.bare(memory, c + (long) Math.min(4, last) * cRow);
    c40.intoMemorySegment(x, to4, ORDER);
    c41.intoMemorySegment(x, to4 + BYTES, ORDER);
    long to5 = Lanes.bare(memory, c + (long) Math.min(5, last) * cRow);
    c50.intoMemorySegment(x, to5, ORDER);
    c51.intoMemorySegment(x, to5 + BYTES, ORDER);
    long to6 = Lanes.bare(memory, c + (long) Math.min(6, last) * cRow);
    c60.intoMemorySegment(x, to6, ORDER);
    c61.intoMemorySegment(x, to6 + BYTES, ORDER);
    long to7 = Lanes.bare(memory, c + (long) Math.min(7, last) * cRow);
    c70.intoMemorySegment(x, to7, ORDER);
    c71.intoMemorySegment(x, to7 + BYTES, ORDER);
  }

  /** Eight rows × one vector, of which some lanes may be outside. */
  private static void eightByOne(
      MemorySegment memory,
      int rows,
      int inner,
      long a,
      int aRow,
      int aInner,
      long b,
      int bInner,
      long c,
      int cRow,
      VectorMask<Float> inside) {
    MemorySegment x = Lanes.bare(memory);
    long b0 = Lanes.bare(memory, b);
    int last = rows - 1;
    long a0 = Lanes.bare(memory, a);
    long a1 = Lanes.bare(memory, a + (long) Math.min(1, last) * aRow);
    long a2 = Lanes.bare(memory, a + (long) Math.min(2, last) * aRow);
    long a3 = Lanes.bare(memory, a + (long) Math.min(3, last) * aRow);
    long a4 = Lanes.bare(memory, a + (long) Math.min(4, last) * aRow);
    long a5 = Lanes.bare(memory, a + (long) Math.min(5, last) * aRow);
    long a6 = Lanes.bare(memory, a + (long) Math.min(6, last) * aRow);
    long a7 = Lanes.bare(memory, a + (long) Math.min(7, last) * aRow);
    FloatVector z = FloatVector.zero(FLOATS);
    FloatVector c00 = z;
    FloatVector c10 = z;
    FloatVector c20 = z;
    FloatVector c30 = z;
    FloatVector c40 = z;
    FloatVector c50 = z;
    FloatVector c60 = z;
    FloatVector c70 = z;
    for (int p = 0; p < inner; p++) {
      long s = p * aInner & OFFSET;
      long t = p * bInner & OFFSET;
      FloatVector b0v = FloatVector.fromMemorySegment(FLOATS, x, b0 + t, ORDER);
      FloatVector s0 = FloatVector.broadcast(FLOATS, x.get(Lanes.FLOAT, a0 + s));
      c00 = s0.fma(b0v, c00);
      FloatVector s1 = FloatVector.broadcast(FLOATS, x.get(Lanes.FLOAT, a1 + s));
      c10 = s1.fma(b0v, c10);
      FloatVector s2 = FloatVector.broadcast(FLOATS, x.get(Lanes.FLOAT, a2 + s));
      c20 = s2.fma(b0v, c20);
      FloatVector s3 = FloatVector.broadcast(FLOATS, x.get(Lanes.FLOAT, a3 + s));
      c30 = s3.fma(b0v, c30);
      FloatVector s4 = FloatVector.broadcast(FLOATS, x.get(Lanes.FLOAT, a4 + s));
      c40 = s4.fma(b0v, c40);
      FloatVector s5 = FloatVector.broadcast(FLOATS, x.get(Lanes.FLOAT, a5 + s));
      c50 = s5.fma(b0v, c50);
      FloatVector s6 = FloatVector.broadcast(FLOATS, x.get(Lanes.FLOAT, a6 + s));
      c60 = s6.fma(b0v, c60);
      FloatVector s7 = FloatVector.broadcast(FLOATS, x.get(Lanes.FLOAT, a7 + s));
      c70 = s7.fma(b0v, c70);
    }
    long to0 = Lanes.bare(memory, c);
    c00.intoMemorySegment(x, to0, ORDER, inside);
    long to1 = Lanes.bare(memory, c + (long) Math.min(1, last) * cRow);
    c10.intoMemorySegment(x, to1, ORDER, inside);
    long to2 = Lanes.bare(memory, c + (long) Math.min(2, last) * cRow);
    c20.intoMemorySegment(x, to2, ORDER, inside);
    long to3 = Lanes.bare(memory, c + (long) Math.min(3, last) * cRow);
    c30.intoMemorySegment(x, to3, ORDER, inside);
    long to4 = Lanes.bare(memory, c + (long) Math.min(4, last) * cRow);
    c40.intoMemorySegment(x, to4, ORDER, inside);
    long to5 = Lanes.bare(memory, c + (long) Math.min(5, last) * cRow);
    c50.intoMemorySegment(x, to5, ORDER, inside);
    long to6 = Lanes.bare(memory, c + (long) Math.min(6, last) * cRow);
    c60.intoMemorySegment(x, to6, ORDER, inside);
    long to7 = Lanes.bare(memory, c + (long) Math.min(7, last) * cRow);
    c70.intoMemorySegment(x, to7, ORDER, inside);
  }
}
