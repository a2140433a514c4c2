package dev.fovea.core.vector.conv.winograd;

import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.Lanes;

/**
 * A matrix for each of the 36 elements of a tile in the transformed domain, one after the other. A
 * cache line lies between two of them, so that equal elements do not meet in one set of the cache.
 *
 * @param rows rows of a matrix
 * @param vectors vectors of a row
 */
record WinogradMatrices(int rows, int vectors) {
  /** How many there are. */
  static final int COUNT = WinogradTransforms.POINTS * WinogradTransforms.POINTS;

  private static final int LINE = 64;

  /** Bytes of a row. */
  int row() {
    return vectors * Lanes.BYTES;
  }

  /** Bytes from one matrix to the next. */
  long step() {
    return Memory.aligned((long) rows * row()) + LINE;
  }

  /** Bytes of all. */
  long bytes() {
    return COUNT * step();
  }
}
