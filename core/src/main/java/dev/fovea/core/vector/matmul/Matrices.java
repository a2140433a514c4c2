package dev.fovea.core.vector.matmul;

import dev.fovea.core.vector.run.Location;

/**
 * How equal matrices of floats lie in memory: element (i, j) of matrix b is {@code b·each + i·row +
 * j·column} floats after the first. Rows that follow one another have {@code column} 1, those of a
 * matrix stored transposed have {@code row} 1.
 *
 * @param location where the first element is
 * @param each floats from one matrix to the next
 * @param row floats from one row to the next
 * @param column floats from one column to the next
 */
record Matrices(Location location, long each, long row, long column) {
  /** Matrices of rows × columns that are stored one after the other, or their transposes. */
  static Matrices of(Location location, int rows, int columns, boolean storedTransposed) {
    long each = (long) rows * columns;
    return storedTransposed
        ? new Matrices(location, each, 1, rows)
        : new Matrices(location, each, columns, 1);
  }

  /** The offset in bytes of an element within its memory base. */
  long at(int matrix, long i, long j) {
    return location.offset() + (matrix * each + i * row + j * column) * Float.BYTES;
  }
}
