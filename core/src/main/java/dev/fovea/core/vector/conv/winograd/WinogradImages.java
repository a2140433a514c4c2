package dev.fovea.core.vector.conv.winograd;

import static dev.fovea.core.vector.conv.winograd.WinogradTransforms.POINTS;
import static dev.fovea.core.vector.conv.winograd.WinogradTransforms.TILE;

import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.simd.Transposition;
import dev.fovea.core.vector.tile.PanelProducts;
import java.lang.foreign.MemorySegment;

/**
 * Brings tiles of images into the transformed domain and back, channels in the lanes. A row of
 * tiles at a time is turned into lanes, then transformed along the columns, then along the rows.
 *
 * @param images the images
 * @param tiles how the outputs of the convolution fall into tiles
 * @param top rows of zeros above the image
 * @param left columns of zeros before the image
 */
record WinogradImages(ImageStrips images, WinogradTiles tiles, int top, int left) {
  /** Bytes of scratch for any of the methods. */
  long scratchBytes() {
    return Transposition.BYTES + 2 * POINTS * rowBytes();
  }

  /** Room for a row of pixels with all that may be written after it, or of transformed ones. */
  private long rowBytes() {
    int pixels = ImageStrips.room(tiles.stripWidth() + POINTS - TILE);
    return (long) Math.max(pixels, tiles.across() * POINTS) * Lanes.BYTES;
  }

  /**
   * Transforms the tiles of a block as inputs of a convolution: 6×6 pixels, two of which each way
   * belong to the next tile too.
   *
   * @param channel the first channel
   * @param vectors vectors of channels
   * @param work the segment of scratch and result
   * @param out matrices of one row per tile and one column per channel
   */
  void inputs(
      Memory memory,
      int block,
      int channel,
      int vectors,
      MemorySegment work,
      long scratch,
      long out,
      WinogradMatrices matrices) {
    long pixels = scratch + Transposition.BYTES;
    long lines = pixels + POINTS * rowBytes();
    int width = tiles.stripWidth() + POINTS - TILE;
    for (int v = 0; v < vectors; v++) {
      for (int r = 0; r < tiles.rowsOf(block); r++) {
        boolean below = r > 0 && tiles.rowInMap(block, r) > 0;
        if (below) {
          MemorySegment.copy(
              work, pixels + TILE * rowBytes(), work, pixels, (POINTS - TILE) * rowBytes());
        }
        int known = below ? POINTS - TILE : 0;
        load(memory, block, r, known, POINTS, channel + v * Lanes.COUNT, width, work, scratch);
        WinogradTransforms.input(
            work, pixels, rowBytes(), Lanes.BYTES, work, lines, rowBytes(), Lanes.BYTES, width);
        long target = out + (long) r * tiles.across() * matrices.row() + (long) v * Lanes.BYTES;
        for (int i = 0; i < POINTS; i++) {
          WinogradTransforms.input(
              work,
              lines + i * rowBytes(),
              Lanes.BYTES,
              (long) TILE * Lanes.BYTES,
              work,
              target + i * POINTS * matrices.step(),
              matrices.step(),
              matrices.row(),
              tiles.across());
        }
      }
    }
  }

  /**
   * Transforms the tiles of a block as gradients of the outputs: 4×4 pixels, in the order in which
   * {@link PanelProducts} reads its second factor, one row per tile and one column per channel.
   */
  void gradients(
      Memory memory,
      int block,
      int channel,
      int vectors,
      MemorySegment work,
      long scratch,
      long out,
      long step) {
    long pixels = scratch + Transposition.BYTES;
    long lines = pixels + POINTS * rowBytes();
    int width = tiles.stripWidth();
    int inner = tiles.tilesOf(block);
    for (int v = 0; v < vectors; v++) {
      long down = PanelProducts.down(v, vectors);
      for (int r = 0; r < tiles.rowsOf(block); r++) {
        load(memory, block, r, 0, TILE, channel + v * Lanes.COUNT, width, work, scratch);
        WinogradTransforms.gradient(
            work, pixels, rowBytes(), Lanes.BYTES, work, lines, rowBytes(), Lanes.BYTES, width);
        long target =
            out + PanelProducts.column(v, vectors, inner) + (long) r * tiles.across() * down;
        for (int i = 0; i < POINTS; i++) {
          WinogradTransforms.gradient(
              work,
              lines + i * rowBytes(),
              Lanes.BYTES,
              (long) TILE * Lanes.BYTES,
              work,
              target + i * POINTS * step,
              step,
              down,
              tiles.across());
        }
      }
    }
  }

  /**
   * Transforms the tiles of a block back and writes them into the images.
   *
   * @param from matrices of one row per tile and one column per channel
   */
  void outputs(
      Memory memory,
      int block,
      int channel,
      int vectors,
      MemorySegment work,
      long scratch,
      long from,
      WinogradMatrices matrices) {
    long pixels = scratch + Transposition.BYTES;
    long lines = pixels + POINTS * rowBytes();
    int row = matrices.row();
    for (int v = 0; v < vectors; v++) {
      for (int r = 0; r < tiles.rowsOf(block); r++) {
        long source = from + (long) r * tiles.across() * row + (long) v * Lanes.BYTES;
        for (int j = 0; j < POINTS; j++) {
          WinogradTransforms.output(
              work,
              source + j * matrices.step(),
              POINTS * matrices.step(),
              row,
              work,
              lines + (long) j * Lanes.BYTES,
              rowBytes(),
              (long) POINTS * Lanes.BYTES,
              tiles.across());
        }
        for (int i = 0; i < TILE; i++) {
          WinogradTransforms.output(
              work,
              lines + i * rowBytes(),
              Lanes.BYTES,
              (long) POINTS * Lanes.BYTES,
              work,
              pixels + i * rowBytes(),
              Lanes.BYTES,
              (long) TILE * Lanes.BYTES,
              tiles.across());
        }
        store(memory, block, r, channel + v * Lanes.COUNT, work, scratch);
      }
    }
  }

  private void load(
      Memory memory,
      int block,
      int r,
      int first,
      int end,
      int channel,
      int width,
      MemorySegment work,
      long scratch) {
    long pixels = scratch + Transposition.BYTES;
    int row = tiles.rowInMap(block, r) * TILE - top;
    for (int i = first; i < end; i++) {
      images.load(
          memory,
          tiles.example(block, r),
          channel,
          row + i,
          tiles.firstColumn(block) - left,
          width,
          work,
          pixels + i * rowBytes(),
          scratch);
    }
  }

  private void store(
      Memory memory, int block, int r, int channel, MemorySegment work, long scratch) {
    long pixels = scratch + Transposition.BYTES;
    int row = tiles.rowInMap(block, r) * TILE;
    for (int i = 0; i < Math.min(TILE, tiles.height() - row); i++) {
      images.store(
          memory,
          tiles.example(block, r),
          channel,
          row + i,
          tiles.firstColumn(block),
          tiles.stripWidth(),
          work,
          pixels + i * rowBytes(),
          scratch);
    }
  }
}
