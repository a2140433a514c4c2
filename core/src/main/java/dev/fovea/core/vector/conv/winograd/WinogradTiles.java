package dev.fovea.core.vector.conv.winograd;

/**
 * How the maps of outputs of a convolution fall into tiles of 4×4, and the tiles into blocks that
 * are transformed and multiplied together. Wide maps are cut into strips; the rows of tiles of a
 * strip follow one another through all examples, and some of them make a block.
 *
 * @param examples maps
 * @param height rows of a map
 * @param width columns of a map
 * @param down rows of tiles of a map
 * @param across tiles of a strip, side by side
 * @param strips strips of a map
 * @param rows rows of tiles of a block
 */
record WinogradTiles(
    int examples, int height, int width, int down, int across, int strips, int rows) {
  private static final int TILE = WinogradTransforms.TILE;
  private static final int WIDEST = 16;

  /** Tiles for maps of these sizes, about this many a block. */
  static WinogradTiles of(int examples, int height, int width, int wanted) {
    int down = Math.ceilDiv(height, TILE);
    int all = Math.ceilDiv(width, TILE);
    int strips = Math.ceilDiv(all, WIDEST);
    int across = Math.ceilDiv(all, strips);
    int blocks = Math.ceilDiv(examples * down, Math.max(1, wanted / across));
    return new WinogradTiles(
        examples, height, width, down, across, strips, Math.ceilDiv(examples * down, blocks));
  }

  /** Tiles of a full block. */
  int tiles() {
    return rows * across;
  }

  /** Blocks of a strip, through all examples. */
  int blocksDown() {
    return Math.ceilDiv(examples * down, rows);
  }

  int blocks() {
    return strips * blocksDown();
  }

  /** The first row of tiles of a block, counted through all examples. */
  private int firstRow(int block) {
    return block % blocksDown() * rows;
  }

  /** Rows of tiles of a block; the last one of a strip may have fewer. */
  int rowsOf(int block) {
    return Math.min(rows, examples * down - firstRow(block));
  }

  /** Tiles of a block. */
  int tilesOf(int block) {
    return rowsOf(block) * across;
  }

  /** The map to which row r of tiles of a block belongs. */
  int example(int block, int r) {
    return (firstRow(block) + r) / down;
  }

  /** The row of tiles of its map that is row r of a block. */
  int rowInMap(int block, int r) {
    return (firstRow(block) + r) % down;
  }

  /** The first column of outputs of a block. */
  int firstColumn(int block) {
    return block / blocksDown() * across * TILE;
  }

  /** Columns of outputs of a strip, those beyond the map counted. */
  int stripWidth() {
    return across * TILE;
  }
}
