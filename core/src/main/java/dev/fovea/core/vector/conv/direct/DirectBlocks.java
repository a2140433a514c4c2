package dev.fovea.core.vector.conv.direct;

import dev.fovea.core.vector.conv.ConvolutionSizes;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.Lanes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How a direct convolution cuts its work: the channels of one group are read from padded planes of
 * a stretch of rows (of columns, where a single row is too long), small enough for the second cache
 * level. The positions of a stretch form one line, walked in tiles of four vectors; those between
 * the end of a row and the start of the next are computed and dropped.
 *
 * @param sizes what is computed
 * @param phases the positions of the result (of y for a weight gradient)
 * @param before zeros in front of the source
 * @param planes the padded source of one block; the last block of an image has less of it
 * @param rows positions down a block
 * @param columns positions across a block
 * @param down blocks down an image
 * @param across blocks across an image
 */
record DirectBlocks(
    ConvolutionSizes sizes,
    List<DirectPhase> phases,
    DirectPhase.Pair before,
    PaddedPlanes planes,
    int rows,
    int columns,
    int down,
    int across) {
  static final int TILE_VECTORS = 4;
  static final int QUAD = 4;
  private static final long CACHED_BYTES = 512 << 10;

  static DirectBlocks of(ConvolutionSizes sizes) {
    boolean gradient = sizes.kind() == ConvolutionSizes.Kind.INPUT_GRADIENT;
    DirectPhase.Phases found =
        gradient ? DirectPhase.inputGradient(sizes) : DirectPhase.forward(sizes);
    int height = 0;
    int width = 0;
    for (DirectPhase phase : found.phases()) {
      height = Math.max(height, phase.rows());
      width = Math.max(width, phase.columns());
    }
    DirectBlocks whole = cut(sizes, found, height, width, height, width);
    long row = whole.planes.bytes() / whole.planes.rows();
    if (whole.planes.bytes() <= CACHED_BYTES) {
      return whole;
    }
    int halo = whole.planes.rows() - height;
    int rows = (int) Math.clamp(CACHED_BYTES / row - halo, 1, height);
    DirectBlocks stretch =
        cut(sizes, found, height, width, Math.ceilDiv(height, Math.ceilDiv(height, rows)), width);
    if (rows > 1 || stretch.planes.bytes() <= 2 * CACHED_BYTES) {
      return stretch;
    }
    long shares = Math.ceilDiv(stretch.planes.bytes(), CACHED_BYTES);
    int columns = (int) Math.max(Math.ceilDiv(width, shares), Math.min(width, 4 * Lanes.COUNT));
    return cut(sizes, found, height, width, 1, columns);
  }

  private static DirectBlocks cut(
      ConvolutionSizes sizes,
      DirectPhase.Phases found,
      int height,
      int width,
      int rows,
      int columns) {
    boolean gradient = sizes.kind() == ConvolutionSizes.Kind.INPUT_GRADIENT;
    boolean image = sizes.window().rank() == 2;
    int strideRows = gradient || !image ? 1 : sizes.window().stride().get(0);
    int strideColumns = gradient ? 1 : sizes.window().stride().getLast();
    int lastRow = 0;
    int lastColumn = 0;
    for (DirectPhase phase : found.phases()) {
      lastRow = Math.max(lastRow, Arrays.stream(phase.tapRows()).max().orElse(0));
      lastColumn = Math.max(lastColumn, Arrays.stream(phase.tapColumns()).max().orElse(0));
    }
    PaddedPlanes planes =
        new PaddedPlanes(
            gradient ? sizes.channelsOut() : sizes.channelsIn(),
            gradient ? sizes.heightOut() : sizes.heightIn(),
            gradient ? sizes.widthOut() : sizes.widthIn(),
            found.before().rows(),
            found.before().columns(),
            strideRows,
            strideColumns,
            rows + lastRow / strideRows,
            columns + lastColumn / strideColumns);
    return new DirectBlocks(
        sizes,
        found.phases(),
        found.before(),
        planes,
        rows,
        columns,
        Math.ceilDiv(height, rows),
        Math.ceilDiv(width, columns));
  }

  /** Blocks of one image. */
  int count() {
    return down * across;
  }

  /** The first row of a block, counted within a phase. */
  int firstRow(int block) {
    return block / across * rows;
  }

  /** The first column of a block, counted within a phase. */
  int firstColumn(int block) {
    return block % across * columns;
  }

  /** How many rows of a phase a block has; none or less if the phase ends before. */
  int rowsOf(DirectPhase phase, int block) {
    return Math.min(rows, phase.rows() - firstRow(block));
  }

  /** How many columns of a phase a block has; none or less if the phase ends before. */
  int columnsOf(DirectPhase phase, int block) {
    return Math.min(columns, phase.columns() - firstColumn(block));
  }

  /** Floats from the first to the last position of a block, in whole tiles. */
  int line() {
    int tile = TILE_VECTORS * Lanes.COUNT;
    return Math.ceilDiv((rows - 1) * planes.pitch() + columns, tile) * tile;
  }

  /** Share of the computed positions that is wanted. */
  double share() {
    return (double) rows * columns / line();
  }

  /** For each phase, where channel c and tap k of the source lie: bytes, c-major. */
  List<int[]> sources() {
    List<int[]> tables = new ArrayList<>();
    for (DirectPhase phase : phases) {
      int count = phase.taps().length;
      int[] table = new int[planes.channels() * count];
      for (int t = 0; t < table.length; t++) {
        int index = planes.index(phase.tapRows()[t % count], phase.tapColumns()[t % count]);
        table[t] = (t / count * planes.channelSize() + index) * Float.BYTES;
      }
      tables.add(table);
    }
    return tables;
  }

  /** Copies the source of a block of one image and group. */
  void copy(Memory memory, Location source, int image, int group, int block, long to) {
    long channel = ((long) image * sizes.groups() + group) * planes.channels();
    long floats = channel * planes.height() * planes.width();
    planes.copy(
        memory.of(source),
        source.offset() + floats * Float.BYTES,
        firstRow(block),
        firstColumn(block),
        memory.base(0),
        to);
  }
}
