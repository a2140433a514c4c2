package dev.fovea.data.synthetic;

/**
 * A square of pixels that takes ink, 0 (none) to 1 (full). Where strokes cross, the stronger ink
 * counts, as with a pen.
 */
final class Canvas {
  private final int side;
  private final double[] ink;

  Canvas(int side) {
    this.side = side;
    this.ink = new double[side * side];
  }

  /**
   * Draws a straight piece whose pen radius changes evenly from one end to the other; in pixels.
   *
   * @param softness width of the edge in pixels over which the ink fades out
   */
  void piece(
      double x0,
      double y0,
      double radius0,
      double x1,
      double y1,
      double radius1,
      double softness,
      double strength) {
    double reach = Math.max(radius0, radius1) + softness / 2;
    int left = Math.max(0, (int) Math.ceil(Math.min(x0, x1) - reach - 0.5));
    int right = Math.min(side - 1, (int) Math.floor(Math.max(x0, x1) + reach - 0.5));
    int top = Math.max(0, (int) Math.ceil(Math.min(y0, y1) - reach - 0.5));
    int bottom = Math.min(side - 1, (int) Math.floor(Math.max(y0, y1) + reach - 0.5));
    double dx = x1 - x0;
    double dy = y1 - y0;
    double lengthSquared = Math.max(dx * dx + dy * dy, 1e-12);
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double px = column + 0.5 - x0;
        double py = row + 0.5 - y0;
        double along = Math.clamp((px * dx + py * dy) / lengthSquared, 0.0, 1.0);
        double offX = px - along * dx;
        double offY = py - along * dy;
        double distance = Math.sqrt(offX * offX + offY * offY);
        double radius = radius0 + along * (radius1 - radius0);
        double covered = Math.clamp((radius - distance) / softness + 0.5, 0.0, 1.0) * strength;
        int at = row * side + column;
        ink[at] = Math.max(ink[at], covered);
      }
    }
  }

  /** The ink of a pixel, counted row by row. */
  double ink(int pixel) {
    return ink[pixel];
  }

  int pixels() {
    return ink.length;
  }
}
