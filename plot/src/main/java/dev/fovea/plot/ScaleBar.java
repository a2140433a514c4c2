package dev.fovea.plot;

import dev.fovea.plot.canvas.Canvas;
import dev.fovea.plot.canvas.TextStyle;

/**
 * The key of a color scale: a bar with the values at its ends, and zero where it lies between them.
 */
record ScaleBar(ColorMap colors, Range range, String low, String high, String note) {
  static final double HEIGHT = 30;
  private static final double WIDTH = 200;
  private static final double THICK = 9;

  /** A bar with the numbers of its range. */
  static ScaleBar of(ColorMap colors, Range range, String note) {
    return new ScaleBar(
        colors,
        range,
        Numbers.significant(range.low(), 3),
        Numbers.significant(range.high(), 3),
        note);
  }

  /** Draws it and returns where it ends on the right. */
  double draw(Canvas canvas, double x, double y) {
    TextStyle style = Sheet.NOTE;
    canvas.image(x, y, WIDTH, THICK, colors.bar());
    double baseline = y + THICK + 14;
    canvas.text(x, baseline, low, style);
    canvas.text(x + WIDTH, baseline, high, style.ending());
    if (range.low() < 0 && range.high() > 0) {
      canvas.text(x + WIDTH * range.place(0), baseline, "0", style.centered());
    }
    canvas.text(x + WIDTH + 14, y + THICK / 2 + style.drop(), note, style);
    return x + WIDTH + 14 + style.width(note);
  }
}
