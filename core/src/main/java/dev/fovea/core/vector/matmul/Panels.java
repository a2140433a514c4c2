package dev.fovea.core.vector.matmul;

import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.tile.ProductKernels;

/**
 * How the columns of right factors {@code B [k, n]} are cut into panels: as many as possible of
 * {@link ProductKernels#WIDE} vectors, and the rest in pairs rather than alone: 16 vectors are four
 * times three and twice two, which two threads share evenly. (Where a wide panel has one vector,
 * all have.) A last vector that is not full is a panel of its own and begins further left, so that
 * some columns are computed twice, with the same bits. Fewer columns than lanes are filled up with
 * zeros. A packed panel holds its k rows one after the other.
 *
 * @param batch how many matrices
 * @param k rows
 * @param n columns
 */
public record Panels(int batch, int k, int n) {
  private static final int PAIR = 2;

  /** Columns of a wide panel. */
  public static final int WIDE = ProductKernels.WIDE * Lanes.COUNT;

  /** Vectors across a matrix. */
  public int vectors() {
    return Math.ceilDiv(n, Lanes.COUNT);
  }

  /** Floats of all packed panels. */
  public long floats() {
    return (long) batch * each();
  }

  /** Floats of the packed panels of one matrix. */
  long each() {
    return (long) vectors() * Lanes.COUNT * k;
  }

  private int full() {
    return n / Lanes.COUNT;
  }

  /** Full vectors after the wide panels. */
  private int narrow() {
    int rest = full() % ProductKernels.WIDE;
    return rest == 1 && full() > ProductKernels.WIDE ? ProductKernels.WIDE + 1 : rest;
  }

  /** How many panels a matrix has. */
  int count() {
    int wide = (full() - narrow()) / ProductKernels.WIDE;
    return wide + Math.ceilDiv(narrow(), PAIR) + (vectors() - full());
  }

  /** The first vector of a panel; of the panel after the last, how many vectors there are. */
  int start(int panel) {
    int wide = (full() - narrow()) / ProductKernels.WIDE;
    if (panel <= wide) {
      return panel * ProductKernels.WIDE;
    }
    int pairs = panel - wide;
    int more = Math.max(0, pairs - Math.ceilDiv(narrow(), PAIR));
    return full() - narrow() + Math.min(pairs * PAIR, narrow()) + more;
  }

  /** The vector that a vector's panel begins with. */
  int first(int vector) {
    int wide = full() - narrow();
    if (vector < wide) {
      return vector - vector % ProductKernels.WIDE;
    }
    return vector < full() ? vector - (vector - wide) % PAIR : vector;
  }

  /** Vectors of the panel that begins with this vector. */
  int width(int first) {
    if (first < full() - narrow()) {
      return ProductKernels.WIDE;
    }
    return first < full() ? Math.min(PAIR, full() - first) : 1;
  }

  /** Vectors from this one on, before {@code end}, that are a panel: one, where a panel is cut. */
  public int together(int vector, int end) {
    int width = width(first(vector));
    return first(vector) == vector && vector + width <= end ? width : 1;
  }

  /** The first column of a vector. */
  public int column(int vector) {
    return Math.max(0, Math.min(vector * Lanes.COUNT, n - Lanes.COUNT));
  }

  /** Columns of a vector that exist. */
  public int columns() {
    return Math.min(n, Lanes.COUNT);
  }

  /** Floats from the start of a matrix's packed panels to a vector's first row. */
  public long offset(int vector) {
    int first = first(vector);
    return (long) first * Lanes.COUNT * k + (long) (vector - first) * Lanes.COUNT;
  }

  /** Floats from one row of a vector's packed panel to the next. */
  public int step(int vector) {
    return width(first(vector)) * Lanes.COUNT;
  }
}
