package dev.fovea.plot;

import java.util.stream.IntStream;

/**
 * Equal tiles in rows: as many side by side as fit, and then as few as give the same number of
 * rows.
 *
 * @param tile size of a tile with its label
 */
record TileGrid(double left, double top, Size tile, double gap, int count, int columns) {
  /** Width and height. */
  record Size(double width, double height) {}

  /** Tiles within {@code room} units of width. */
  static TileGrid fit(double left, double top, Size tile, double gap, int count, double room) {
    int fit = (int) Math.max(1, (room + gap) / (tile.width() + gap));
    int rows = (count + fit - 1) / fit;
    int balanced = (count + rows - 1) / rows;
    // Full rows look best, as long as they do not become a narrow tower.
    int full =
        IntStream.iterate(Math.min(fit, count), n -> n > fit / 2, n -> n - 1)
            .filter(n -> count % n == 0)
            .findFirst()
            .orElse(balanced);
    return new TileGrid(left, top, tile, gap, count, full);
  }

  /** The same tiles with {@code n} side by side. */
  TileGrid columns(int n) {
    return new TileGrid(left, top, tile, gap, count, n);
  }

  double x(int i) {
    return left + i % columns * (tile.width() + gap);
  }

  double y(int i) {
    return top + i / columns * (tile.height() + gap);
  }

  double right() {
    return x(Math.min(columns, count) - 1) + tile.width();
  }

  double bottom() {
    return y(count - 1) + tile.height();
  }

  /**
   * How many drawing units a pixel of planes of this size gets so that their longer side is about
   * {@code side}: a whole number where they are small, so that all pixels are drawn equal.
   */
  static double zoom(Planes planes, double side) {
    double fit = side / Math.max(planes.height(), planes.width());
    return fit >= 1 ? Math.floor(fit) : fit;
  }
}
