package dev.fovea.core.vector;

/**
 * How the columns of right factors {@code B [k, n]} are cut into panels: as many as possible of
 * {@link ProductKernels#WIDE} vectors, the others of one. If the last vector is not full it begins
 * further left, so that some columns are computed twice, with the same bits. Fewer columns than
 * lanes are filled up with zeros. A packed panel holds its k rows one after the other.
 *
 * @param batch how many matrices
 * @param k rows
 * @param n columns
 */
record Panels(int batch, int k, int n) {
  /** Columns of a wide panel. */
  static final int WIDE = ProductKernels.WIDE * Lanes.COUNT;

  /** Vectors across a matrix. */
  int vectors() {
    return Math.ceilDiv(n, Lanes.COUNT);
  }

  /** Floats of all packed panels. */
  long floats() {
    return (long) batch * each();
  }

  /** Floats of the packed panels of one matrix. */
  long each() {
    return (long) vectors() * Lanes.COUNT * k;
  }

  /** Whether the panel that begins with this vector is wide. */
  boolean isWide(int vector) {
    return (vector + ProductKernels.WIDE) * Lanes.COUNT <= n && vector % ProductKernels.WIDE == 0;
  }

  /** The first column of a vector. */
  int column(int vector) {
    return Math.max(0, Math.min(vector * Lanes.COUNT, n - Lanes.COUNT));
  }

  /** Columns of a vector that exist. */
  int columns() {
    return Math.min(n, Lanes.COUNT);
  }

  /** Floats from the start of a matrix's packed panels to a vector's first row. */
  long offset(int vector) {
    int within = vector % ProductKernels.WIDE;
    return isWide(vector - within)
        ? (long) (vector - within) * Lanes.COUNT * k + (long) within * Lanes.COUNT
        : (long) vector * Lanes.COUNT * k;
  }

  /** Floats from one row of a vector's packed panel to the next. */
  int step(int vector) {
    return isWide(vector - vector % ProductKernels.WIDE) ? WIDE : Lanes.COUNT;
  }
}
