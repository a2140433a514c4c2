package dev.fovea.core.vector.conv.fourier;

import dev.fovea.core.vector.simd.Lanes;
import java.util.stream.IntStream;

/**
 * A few rows of a bundle of planes as complex vectors: two neighboring rows share a transform, the
 * first as real parts, the second as imaginary parts. After each pair lies one more number, after
 * the last pair one that nobody reads.
 *
 * @param width columns of a row
 * @param height rows of a plane
 */
record RowBand(int width, int height) {
  /** Vectors of a band; it should stay in the first cache. */
  private static final int VECTORS = 400;

  /** Pairs of rows in a band. */
  int pairs() {
    int whole = Math.ceilDiv(height, 2);
    int wanted = Math.clamp(VECTORS / (2 * (width + 1)), 1, whole);
    return Math.ceilDiv(whole, Math.ceilDiv(whole, wanted));
  }

  /** Bands of a plane. */
  int bands() {
    return Math.ceilDiv(height, 2 * pairs());
  }

  int firstRow(int band) {
    return 2 * pairs() * band;
  }

  /** Rows of a band; the last one may have fewer, even an odd number. */
  int rows(int band) {
    return Math.min(2 * pairs(), height - firstRow(band));
  }

  long bytes() {
    return pairs() * pairBytes() + Fourier.NUMBER;
  }

  long pairBytes() {
    return (width + 1L) * Fourier.NUMBER;
  }

  /** Bytes to the number after a pair. */
  int behind() {
    return width * Fourier.NUMBER;
  }

  /** Bytes to the vector of each element of a band, row by row; then spare ones. */
  int[] cells() {
    int rows = 2 * pairs();
    int spare = (int) (pairs() * pairBytes());
    return IntStream.range(0, rows * width + Lanes.COUNT)
        .map(e -> e < rows * width ? cell(e / width, e % width) : spare)
        .toArray();
  }

  private int cell(int row, int column) {
    return (row / 2 * (width + 1) + column) * Fourier.NUMBER + row % 2 * Lanes.BYTES;
  }

  /** Bytes from the start of a pair to these columns; the number after the pair for −1. */
  int[] places(int[] columns) {
    return IntStream.of(columns).map(c -> c < 0 ? behind() : c * Fourier.NUMBER).toArray();
  }
}
