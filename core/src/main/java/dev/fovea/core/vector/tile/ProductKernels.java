package dev.fovea.core.vector.tile;

import dev.fovea.core.vector.run.WarmUp;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The innermost loops of matrix products: a tile of {@code C = A·B} that stays in registers while
 * the inner index runs, {@code C[i, j] = Σ_p A[i, p]·B[p, j]}. The numbers of a row of B come as
 * vectors, those of a column of A one by one, so A may be stored either way; its rows lie {@code
 * aRow}, its columns {@code aStep} bytes apart, the rows of B {@code bStep} bytes, those of C
 * {@code cRow} bytes. Each element is one chain of fused multiply-adds in the order of p, the same
 * in all kernels: which tile computes it makes no difference to its bits.
 *
 * <p>Eight rows of three vectors take 11 loads for 24 multiply-adds, which 32 registers hold. Any
 * larger, and the first compiler gives up ("out of virtual registers"), for which a method pays
 * with seconds in the interpreter.
 */
public final class ProductKernels {
  /** Rows of a tall tile, and of a flat one. */
  public static final int TALL = 8;

  public static final int FLAT = 4;

  /** Vectors of a wide tile: with 16 registers there is no room for more than one column. */
  public static final int WIDE = hasManyRegisters() ? 3 : 1;

  private static final WarmUp[] PRACTICE_OF_TALL = practice(TALL);
  private static final WarmUp[] PRACTICE_OF_FLAT = practice(FLAT);

  private ProductKernels() {}

  private static WarmUp[] practice(int rows) {
    MemorySegment idle = WarmUp.IDLE;
    WarmUp[] each = new WarmUp[3];
    Arrays.setAll(
        each, i -> new WarmUp(() -> tile(rows, i + 1, 1, idle, 0, 0, 0, idle, 0, 0, idle, 0, 0)));
    return each;
  }

  /** To be called when a {@link #tile} was computed, where there may be few. */
  public static void called(int rows, int vectors) {
    (rows == TALL ? PRACTICE_OF_TALL : PRACTICE_OF_FLAT)[vectors - 1].called(1);
  }

  /** AVX-512 and NEON have 32 vector registers, SSE and AVX2 have 16. */
  private static boolean hasManyRegisters() {
    return Lanes.COUNT == 16 || System.getProperty("os.arch", "").equals("aarch64");
  }

  /**
   * A tile of {@link #TALL} or {@link #FLAT} rows and of up to {@link #WIDE} vectors. All offsets
   * and steps are in bytes.
   */
  public static void tile(
      int rows,
      int vectors,
      int k,
      MemorySegment a,
      long a0,
      long aRow,
      long aStep,
      MemorySegment b,
      long b0,
      long bStep,
      MemorySegment c,
      long c0,
      long cRow) {
    boolean tall = rows == TALL;
    switch (vectors) {
      case 3 -> {
        if (tall) {
          eightByThree(k, a, a0, aRow, aStep, b, b0, bStep, c, c0, cRow);
        } else {
          fourByThree(k, a, a0, aRow, aStep, b, b0, bStep, c, c0, cRow);
        }
      }
      case 2 -> {
        if (tall) {
          eightByTwo(k, a, a0, aRow, aStep, b, b0, bStep, c, c0, cRow);
        } else {
          fourByTwo(k, a, a0, aRow, aStep, b, b0, bStep, c, c0, cRow);
        }
      }
      default -> {
        if (tall) {
          eightByOne(k, a, a0, aRow, aStep, b, b0, bStep, c, c0, cRow);
        } else {
          fourByOne(k, a, a0, aRow, aStep, b, b0, bStep, c, c0, cRow);
        }
      }
    }
  }

  static void eightByThree(
      int k,
      MemorySegment left,
      long a0,
      long aRow,
      long aStep,
      MemorySegment right,
      long b0,
      long bStep,
      MemorySegment result,
      long c0,
      long cRow) {
    MemorySegment a = Lanes.bare(left);
    MemorySegment b = Lanes.bare(right);
    MemorySegment c = Lanes.bare(result);
    long at = Lanes.bare(left, a0);
    long down = aRow & Lanes.STRIDE;
    long along = aStep & Lanes.STRIDE;
    long from = Lanes.bare(right, b0);
    long next = bStep & Lanes.STRIDE;
    FloatVector z = FloatVector.zero(Lanes.FLOATS);
    FloatVector c00 = z, c01 = z, c02 = z;
    FloatVector c10 = z, c11 = z, c12 = z;
    FloatVector c20 = z, c21 = z, c22 = z;
    FloatVector c30 = z, c31 = z, c32 = z;
    FloatVector c40 = z, c41 = z, c42 = z;
    FloatVector c50 = z, c51 = z, c52 = z;
    FloatVector c60 = z, c61 = z, c62 = z;
    FloatVector c70 = z, c71 = z, c72 = z;
    for (int p = 0; p < k; p++) {
      FloatVector v0 = FloatVector.fromMemorySegment(Lanes.FLOATS, b, from, Lanes.ORDER);
      FloatVector v1 =
          FloatVector.fromMemorySegment(Lanes.FLOATS, b, from + Lanes.BYTES, Lanes.ORDER);
      FloatVector v2 =
          FloatVector.fromMemorySegment(Lanes.FLOATS, b, from + 2 * Lanes.BYTES, Lanes.ORDER);
      FloatVector s0 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at));
      c00 = s0.fma(v0, c00);
      c01 = s0.fma(v1, c01);
      c02 = s0.fma(v2, c02);
      FloatVector s1 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + down));
      c10 = s1.fma(v0, c10);
      c11 = s1.fma(v1, c11);
      c12 = s1.fma(v2, c12);
      FloatVector s2 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 2 * down));
      c20 = s2.fma(v0, c20);
      c21 = s2.fma(v1, c21);
      c22 = s2.fma(v2, c22);
      FloatVector s3 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 3 * down));
      c30 = s3.fma(v0, c30);
      c31 = s3.fma(v1, c31);
      c32 = s3.fma(v2, c32);
      FloatVector s4 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 4 * down));
      c40 = s4.fma(v0, c40);
      c41 = s4.fma(v1, c41);
      c42 = s4.fma(v2, c42);
      FloatVector s5 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 5 * down));
      c50 = s5.fma(v0, c50);
      c51 = s5.fma(v1, c51);
      c52 = s5.fma(v2, c52);
      FloatVector s6 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 6 * down));
      c60 = s6.fma(v0, c60);
      c61 = s6.fma(v1, c61);
      c62 = s6.fma(v2, c62);
      FloatVector s7 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 7 * down));
      c70 = s7.fma(v0, c70);
      c71 = s7.fma(v1, c71);
      c72 = s7.fma(v2, c72);
      at = (at + along) & Lanes.ADDRESS;
      from = (from + next) & Lanes.ADDRESS;
    }
    long to = Lanes.bare(result, c0);
    long below = cRow & Lanes.STRIDE;
    c00.intoMemorySegment(c, to, Lanes.ORDER);
    c01.intoMemorySegment(c, to + Lanes.BYTES, Lanes.ORDER);
    c02.intoMemorySegment(c, to + 2 * Lanes.BYTES, Lanes.ORDER);
    c10.intoMemorySegment(c, to + below, Lanes.ORDER);
    c11.intoMemorySegment(c, to + below + Lanes.BYTES, Lanes.ORDER);
    c12.intoMemorySegment(c, to + below + 2 * Lanes.BYTES, Lanes.ORDER);
    c20.intoMemorySegment(c, to + 2 * below, Lanes.ORDER);
    c21.intoMemorySegment(c, to + 2 * below + Lanes.BYTES, Lanes.ORDER);
    c22.intoMemorySegment(c, to + 2 * below + 2 * Lanes.BYTES, Lanes.ORDER);
    c30.intoMemorySegment(c, to + 3 * below, Lanes.ORDER);
    c31.intoMemorySegment(c, to + 3 * below + Lanes.BYTES, Lanes.ORDER);
    c32.intoMemorySegment(c, to + 3 * below + 2 * Lanes.BYTES, Lanes.ORDER);
    c40.intoMemorySegment(c, to + 4 * below, Lanes.ORDER);
    c41.intoMemorySegment(c, to + 4 * below + Lanes.BYTES, Lanes.ORDER);
    c42.intoMemorySegment(c, to + 4 * below + 2 * Lanes.BYTES, Lanes.ORDER);
    c50.intoMemorySegment(c, to + 5 * below, Lanes.ORDER);
    c51.intoMemorySegment(c, to + 5 * below + Lanes.BYTES, Lanes.ORDER);
    c52.intoMemorySegment(c, to + 5 * below + 2 * Lanes.BYTES, Lanes.ORDER);
    c60.intoMemorySegment(c, to + 6 * below, Lanes.ORDER);
    c61.intoMemorySegment(c, to + 6 * below + Lanes.BYTES, Lanes.ORDER);
    c62.intoMemorySegment(c, to + 6 * below + 2 * Lanes.BYTES, Lanes.ORDER);
    c70.intoMemorySegment(c, to + 7 * below, Lanes.ORDER);
    c71.intoMemorySegment(c, to + 7 * below + Lanes.BYTES, Lanes.ORDER);
    c72.intoMemorySegment(c, to + 7 * below + 2 * Lanes.BYTES, Lanes.ORDER);
  }

  static void eightByTwo(
      int k,
      MemorySegment left,
      long a0,
      long aRow,
      long aStep,
      MemorySegment right,
      long b0,
      long bStep,
      MemorySegment result,
      long c0,
      long cRow) {
    MemorySegment a = Lanes.bare(left);
    MemorySegment b = Lanes.bare(right);
    MemorySegment c = Lanes.bare(result);
    long at = Lanes.bare(left, a0);
    long down = aRow & Lanes.STRIDE;
    long along = aStep & Lanes.STRIDE;
    long from = Lanes.bare(right, b0);
    long next = bStep & Lanes.STRIDE;
    FloatVector z = FloatVector.zero(Lanes.FLOATS);
    FloatVector c00 = z, c01 = z;
    FloatVector c10 = z, c11 = z;
    FloatVector c20 = z, c21 = z;
    FloatVector c30 = z, c31 = z;
    FloatVector c40 = z, c41 = z;
    FloatVector c50 = z, c51 = z;
    FloatVector c60 = z, c61 = z;
    FloatVector c70 = z, c71 = z;
    for (int p = 0; p < k; p++) {
      FloatVector v0 = FloatVector.fromMemorySegment(Lanes.FLOATS, b, from, Lanes.ORDER);
      FloatVector v1 =
          FloatVector.fromMemorySegment(Lanes.FLOATS, b, from + Lanes.BYTES, Lanes.ORDER);
      FloatVector s0 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at));
      c00 = s0.fma(v0, c00);
      c01 = s0.fma(v1, c01);
      FloatVector s1 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + down));
      c10 = s1.fma(v0, c10);
      c11 = s1.fma(v1, c11);
      FloatVector s2 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 2 * down));
      c20 = s2.fma(v0, c20);
      c21 = s2.fma(v1, c21);
      FloatVector s3 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 3 * down));
      c30 = s3.fma(v0, c30);
      c31 = s3.fma(v1, c31);
      FloatVector s4 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 4 * down));
      c40 = s4.fma(v0, c40);
      c41 = s4.fma(v1, c41);
      FloatVector s5 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 5 * down));
      c50 = s5.fma(v0, c50);
      c51 = s5.fma(v1, c51);
      FloatVector s6 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 6 * down));
      c60 = s6.fma(v0, c60);
      c61 = s6.fma(v1, c61);
      FloatVector s7 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 7 * down));
      c70 = s7.fma(v0, c70);
      c71 = s7.fma(v1, c71);
      at = (at + along) & Lanes.ADDRESS;
      from = (from + next) & Lanes.ADDRESS;
    }
    long to = Lanes.bare(result, c0);
    long below = cRow & Lanes.STRIDE;
    c00.intoMemorySegment(c, to, Lanes.ORDER);
    c01.intoMemorySegment(c, to + Lanes.BYTES, Lanes.ORDER);
    c10.intoMemorySegment(c, to + below, Lanes.ORDER);
    c11.intoMemorySegment(c, to + below + Lanes.BYTES, Lanes.ORDER);
    c20.intoMemorySegment(c, to + 2 * below, Lanes.ORDER);
    c21.intoMemorySegment(c, to + 2 * below + Lanes.BYTES, Lanes.ORDER);
    c30.intoMemorySegment(c, to + 3 * below, Lanes.ORDER);
    c31.intoMemorySegment(c, to + 3 * below + Lanes.BYTES, Lanes.ORDER);
    c40.intoMemorySegment(c, to + 4 * below, Lanes.ORDER);
    c41.intoMemorySegment(c, to + 4 * below + Lanes.BYTES, Lanes.ORDER);
    c50.intoMemorySegment(c, to + 5 * below, Lanes.ORDER);
    c51.intoMemorySegment(c, to + 5 * below + Lanes.BYTES, Lanes.ORDER);
    c60.intoMemorySegment(c, to + 6 * below, Lanes.ORDER);
    c61.intoMemorySegment(c, to + 6 * below + Lanes.BYTES, Lanes.ORDER);
    c70.intoMemorySegment(c, to + 7 * below, Lanes.ORDER);
    c71.intoMemorySegment(c, to + 7 * below + Lanes.BYTES, Lanes.ORDER);
  }

  static void eightByOne(
      int k,
      MemorySegment left,
      long a0,
      long aRow,
      long aStep,
      MemorySegment right,
      long b0,
      long bStep,
      MemorySegment result,
      long c0,
      long cRow) {
    MemorySegment a = Lanes.bare(left);
    MemorySegment b = Lanes.bare(right);
    MemorySegment c = Lanes.bare(result);
    long at = Lanes.bare(left, a0);
    long down = aRow & Lanes.STRIDE;
    long along = aStep & Lanes.STRIDE;
    long from = Lanes.bare(right, b0);
    long next = bStep & Lanes.STRIDE;
    FloatVector z = FloatVector.zero(Lanes.FLOATS);
    FloatVector c00 = z;
    FloatVector c10 = z;
    FloatVector c20 = z;
    FloatVector c30 = z;
    FloatVector c40 = z;
    FloatVector c50 = z;
    FloatVector c60 = z;
    FloatVector c70 = z;
    for (int p = 0; p < k; p++) {
      FloatVector v0 = FloatVector.fromMemorySegment(Lanes.FLOATS, b, from, Lanes.ORDER);
      FloatVector s0 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at));
      c00 = s0.fma(v0, c00);
      FloatVector s1 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + down));
      c10 = s1.fma(v0, c10);
      FloatVector s2 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 2 * down));
      c20 = s2.fma(v0, c20);
      FloatVector s3 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 3 * down));
      c30 = s3.fma(v0, c30);
      FloatVector s4 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 4 * down));
      c40 = s4.fma(v0, c40);
      FloatVector s5 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 5 * down));
      c50 = s5.fma(v0, c50);
      FloatVector s6 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 6 * down));
      c60 = s6.fma(v0, c60);
      FloatVector s7 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 7 * down));
      c70 = s7.fma(v0, c70);
      at = (at + along) & Lanes.ADDRESS;
      from = (from + next) & Lanes.ADDRESS;
    }
    long to = Lanes.bare(result, c0);
    long below = cRow & Lanes.STRIDE;
    c00.intoMemorySegment(c, to, Lanes.ORDER);
    c10.intoMemorySegment(c, to + below, Lanes.ORDER);
    c20.intoMemorySegment(c, to + 2 * below, Lanes.ORDER);
    c30.intoMemorySegment(c, to + 3 * below, Lanes.ORDER);
    c40.intoMemorySegment(c, to + 4 * below, Lanes.ORDER);
    c50.intoMemorySegment(c, to + 5 * below, Lanes.ORDER);
    c60.intoMemorySegment(c, to + 6 * below, Lanes.ORDER);
    c70.intoMemorySegment(c, to + 7 * below, Lanes.ORDER);
  }

  static void fourByThree(
      int k,
      MemorySegment left,
      long a0,
      long aRow,
      long aStep,
      MemorySegment right,
      long b0,
      long bStep,
      MemorySegment result,
      long c0,
      long cRow) {
    MemorySegment a = Lanes.bare(left);
    MemorySegment b = Lanes.bare(right);
    MemorySegment c = Lanes.bare(result);
    long at = Lanes.bare(left, a0);
    long down = aRow & Lanes.STRIDE;
    long along = aStep & Lanes.STRIDE;
    long from = Lanes.bare(right, b0);
    long next = bStep & Lanes.STRIDE;
    FloatVector z = FloatVector.zero(Lanes.FLOATS);
    FloatVector c00 = z, c01 = z, c02 = z;
    FloatVector c10 = z, c11 = z, c12 = z;
    FloatVector c20 = z, c21 = z, c22 = z;
    FloatVector c30 = z, c31 = z, c32 = z;
    for (int p = 0; p < k; p++) {
      FloatVector v0 = FloatVector.fromMemorySegment(Lanes.FLOATS, b, from, Lanes.ORDER);
      FloatVector v1 =
          FloatVector.fromMemorySegment(Lanes.FLOATS, b, from + Lanes.BYTES, Lanes.ORDER);
      FloatVector v2 =
          FloatVector.fromMemorySegment(Lanes.FLOATS, b, from + 2 * Lanes.BYTES, Lanes.ORDER);
      FloatVector s0 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at));
      c00 = s0.fma(v0, c00);
      c01 = s0.fma(v1, c01);
      c02 = s0.fma(v2, c02);
      FloatVector s1 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + down));
      c10 = s1.fma(v0, c10);
      c11 = s1.fma(v1, c11);
      c12 = s1.fma(v2, c12);
      FloatVector s2 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 2 * down));
      c20 = s2.fma(v0, c20);
      c21 = s2.fma(v1, c21);
      c22 = s2.fma(v2, c22);
      FloatVector s3 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 3 * down));
      c30 = s3.fma(v0, c30);
      c31 = s3.fma(v1, c31);
      c32 = s3.fma(v2, c32);
      at = (at + along) & Lanes.ADDRESS;
      from = (from + next) & Lanes.ADDRESS;
    }
    long to = Lanes.bare(result, c0);
    long below = cRow & Lanes.STRIDE;
    c00.intoMemorySegment(c, to, Lanes.ORDER);
    c01.intoMemorySegment(c, to + Lanes.BYTES, Lanes.ORDER);
    c02.intoMemorySegment(c, to + 2 * Lanes.BYTES, Lanes.ORDER);
    c10.intoMemorySegment(c, to + below, Lanes.ORDER);
    c11.intoMemorySegment(c, to + below + Lanes.BYTES, Lanes.ORDER);
    c12.intoMemorySegment(c, to + below + 2 * Lanes.BYTES, Lanes.ORDER);
    c20.intoMemorySegment(c, to + 2 * below, Lanes.ORDER);
    c21.intoMemorySegment(c, to + 2 * below + Lanes.BYTES, Lanes.ORDER);
    c22.intoMemorySegment(c, to + 2 * below + 2 * Lanes.BYTES, Lanes.ORDER);
    c30.intoMemorySegment(c, to + 3 * below, Lanes.ORDER);
    c31.intoMemorySegment(c, to + 3 * below + Lanes.BYTES, Lanes.ORDER);
    c32.intoMemorySegment(c, to + 3 * below + 2 * Lanes.BYTES, Lanes.ORDER);
  }

  static void fourByTwo(
      int k,
      MemorySegment left,
      long a0,
      long aRow,
      long aStep,
      MemorySegment right,
      long b0,
      long bStep,
      MemorySegment result,
      long c0,
      long cRow) {
    MemorySegment a = Lanes.bare(left);
    MemorySegment b = Lanes.bare(right);
    MemorySegment c = Lanes.bare(result);
    long at = Lanes.bare(left, a0);
    long down = aRow & Lanes.STRIDE;
    long along = aStep & Lanes.STRIDE;
    long from = Lanes.bare(right, b0);
    long next = bStep & Lanes.STRIDE;
    FloatVector z = FloatVector.zero(Lanes.FLOATS);
    FloatVector c00 = z, c01 = z;
    FloatVector c10 = z, c11 = z;
    FloatVector c20 = z, c21 = z;
    FloatVector c30 = z, c31 = z;
    for (int p = 0; p < k; p++) {
      FloatVector v0 = FloatVector.fromMemorySegment(Lanes.FLOATS, b, from, Lanes.ORDER);
      FloatVector v1 =
          FloatVector.fromMemorySegment(Lanes.FLOATS, b, from + Lanes.BYTES, Lanes.ORDER);
      FloatVector s0 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at));
      c00 = s0.fma(v0, c00);
      c01 = s0.fma(v1, c01);
      FloatVector s1 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + down));
      c10 = s1.fma(v0, c10);
      c11 = s1.fma(v1, c11);
      FloatVector s2 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 2 * down));
      c20 = s2.fma(v0, c20);
      c21 = s2.fma(v1, c21);
      FloatVector s3 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 3 * down));
      c30 = s3.fma(v0, c30);
      c31 = s3.fma(v1, c31);
      at = (at + along) & Lanes.ADDRESS;
      from = (from + next) & Lanes.ADDRESS;
    }
    long to = Lanes.bare(result, c0);
    long below = cRow & Lanes.STRIDE;
    c00.intoMemorySegment(c, to, Lanes.ORDER);
    c01.intoMemorySegment(c, to + Lanes.BYTES, Lanes.ORDER);
    c10.intoMemorySegment(c, to + below, Lanes.ORDER);
    c11.intoMemorySegment(c, to + below + Lanes.BYTES, Lanes.ORDER);
    c20.intoMemorySegment(c, to + 2 * below, Lanes.ORDER);
    c21.intoMemorySegment(c, to + 2 * below + Lanes.BYTES, Lanes.ORDER);
    c30.intoMemorySegment(c, to + 3 * below, Lanes.ORDER);
    c31.intoMemorySegment(c, to + 3 * below + Lanes.BYTES, Lanes.ORDER);
  }

  static void fourByOne(
      int k,
      MemorySegment left,
      long a0,
      long aRow,
      long aStep,
      MemorySegment right,
      long b0,
      long bStep,
      MemorySegment result,
      long c0,
      long cRow) {
    MemorySegment a = Lanes.bare(left);
    MemorySegment b = Lanes.bare(right);
    MemorySegment c = Lanes.bare(result);
    long at = Lanes.bare(left, a0);
    long down = aRow & Lanes.STRIDE;
    long along = aStep & Lanes.STRIDE;
    long from = Lanes.bare(right, b0);
    long next = bStep & Lanes.STRIDE;
    FloatVector z = FloatVector.zero(Lanes.FLOATS);
    FloatVector c00 = z;
    FloatVector c10 = z;
    FloatVector c20 = z;
    FloatVector c30 = z;
    for (int p = 0; p < k; p++) {
      FloatVector v0 = FloatVector.fromMemorySegment(Lanes.FLOATS, b, from, Lanes.ORDER);
      FloatVector s0 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at));
      c00 = s0.fma(v0, c00);
      FloatVector s1 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + down));
      c10 = s1.fma(v0, c10);
      FloatVector s2 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 2 * down));
      c20 = s2.fma(v0, c20);
      FloatVector s3 = FloatVector.broadcast(Lanes.FLOATS, a.get(Lanes.FLOAT, at + 3 * down));
      c30 = s3.fma(v0, c30);
      at = (at + along) & Lanes.ADDRESS;
      from = (from + next) & Lanes.ADDRESS;
    }
    long to = Lanes.bare(result, c0);
    long below = cRow & Lanes.STRIDE;
    c00.intoMemorySegment(c, to, Lanes.ORDER);
    c10.intoMemorySegment(c, to + below, Lanes.ORDER);
    c20.intoMemorySegment(c, to + 2 * below, Lanes.ORDER);
    c30.intoMemorySegment(c, to + 3 * below, Lanes.ORDER);
  }
}
