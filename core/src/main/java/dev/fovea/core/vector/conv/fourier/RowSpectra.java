package dev.fovea.core.vector.conv.fourier;

import dev.fovea.core.vector.run.Location;

/**
 * Where the spectra of rows lie: {@code [tile][bundle][frequency][row]}, each a complex vector with
 * a plane in each lane; all that is made from a bundle lies together and stays in cache until
 * whole. Rows are real, so frequencies above half the size are omitted. After the last row of each
 * bundle lies a row of zeros.
 *
 * @param start where they begin
 * @param frequencies frequencies of a row
 * @param tiles tiles side by side in a row
 * @param bundles bundles of planes
 * @param rows rows of a plane
 */
record RowSpectra(Location start, int frequencies, int tiles, int bundles, int rows) {
  /** Frequencies of a real row that is transformed with this size. */
  static int frequencies(int size) {
    return size / 2 + 1;
  }

  long bytes() {
    return (long) tiles * bundles * frequencies * frequencyStep();
  }

  /**
   * Bytes from the spectrum of a row at one frequency to that at the next: an odd number of complex
   * vectors, so that frequencies do not compete for the same cache lines.
   */
  long frequencyStep() {
    return (rows + 1L | 1) * Fourier.NUMBER;
  }

  long offset(int frequency, int tile, int bundle, int row) {
    return start.offset()
        + (((long) tile * bundles + bundle) * frequencies + frequency) * frequencyStep()
        + (long) row * Fourier.NUMBER;
  }
}
