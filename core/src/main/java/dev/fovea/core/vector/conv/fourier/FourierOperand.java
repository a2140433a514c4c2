package dev.fovea.core.vector.conv.fourier;

import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.Lanes;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One side of a product of spectra: where the spectra of its rows are, and how its columns are
 * transformed to and from {@code [frequency][tile][bundle]} in a worker's memory.
 *
 * @param rows spectra of rows, or where those of the result go
 * @param columns for each tile below another, the transform of a column
 * @param tiles tiles of a worker's memory
 * @param planes planes of a tile
 */
record FourierOperand(RowSpectra rows, List<Fourier> columns, int tiles, int planes) {
  /** An operand, from the rows that lie at the places of each tile, −1 for zeros. */
  static FourierOperand source(RowSpectra rows, List<int[]> tileRows, int tiles, int planes) {
    int[] out = frequencies(tileRows.getFirst().length, tiles, planes);
    List<Fourier> columns =
        tileRows.stream().map(places -> Fourier.of(places(rows, places), out)).toList();
    return new FourierOperand(rows, columns, tiles, planes);
  }

  /** A result, from the rows that are found at the places of each tile, −1 for none. */
  static FourierOperand target(RowSpectra rows, List<int[]> tileRows, int tiles, int planes) {
    int[] in = frequencies(tileRows.getFirst().length, tiles, planes);
    List<Fourier> columns =
        tileRows.stream().map(places -> Fourier.inverse(in, places(rows, places))).toList();
    return new FourierOperand(rows, columns, tiles, planes);
  }

  private static int[] places(RowSpectra rows, int[] tileRows) {
    return IntStream.of(tileRows)
        .map(row -> (row < 0 ? rows.rows() : row) * Fourier.NUMBER)
        .toArray();
  }

  private static int[] frequencies(int size, int tiles, int planes) {
    return IntStream.range(0, size).map(f -> f * frequencyBytes(tiles, planes)).toArray();
  }

  /** An odd number of complex vectors: frequencies do not compete for the same cache lines. */
  private static int frequencyBytes(int tiles, int planes) {
    return (tiles * Math.ceilDiv(planes, Lanes.COUNT) | 1) * Fourier.NUMBER;
  }

  static long bytes(int size, int tiles, int planes) {
    return (long) size * frequencyBytes(tiles, planes);
  }

  /** Bytes of a packed matrix of its numbers at one frequency, with room to read after it. */
  long packedBytes() {
    return Memory.aligned((long) tiles * planes * Float.BYTES) + 2L * Lanes.BYTES;
  }

  /** Bytes from one frequency to the next. */
  long frequencyStep() {
    return frequencyBytes(tiles, planes);
  }

  /** Bytes from the start of a frequency to a bundle. */
  long bundleAt(int tile, int bundle) {
    return ((long) tile * rows.bundles() + bundle) * Fourier.NUMBER;
  }
}
