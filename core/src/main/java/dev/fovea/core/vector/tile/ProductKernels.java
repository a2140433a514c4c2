package dev.fovea.core.vector.tile;

import dev.fovea.core.vector.run.WarmUp;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

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
          ProductTiles.eightByThree(k, a, a0, aRow, aStep, b, b0, bStep, c, c0, cRow);
        } else {
          ProductTiles.fourByThree(k, a, a0, aRow, aStep, b, b0, bStep, c, c0, cRow);
        }
      }
      case 2 -> {
        if (tall) {
          ProductTiles.eightByTwo(k, a, a0, aRow, aStep, b, b0, bStep, c, c0, cRow);
        } else {
          ProductTiles.fourByTwo(k, a, a0, aRow, aStep, b, b0, bStep, c, c0, cRow);
        }
      }
      default -> {
        if (tall) {
          ProductTiles.eightByOne(k, a, a0, aRow, aStep, b, b0, bStep, c, c0, cRow);
        } else {
          ProductTiles.fourByOne(k, a, a0, aRow, aStep, b, b0, bStep, c, c0, cRow);
        }
      }
    }
  }
}
