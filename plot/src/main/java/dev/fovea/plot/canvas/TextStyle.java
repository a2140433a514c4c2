package dev.fovea.plot.canvas;

/**
 * How a text looks.
 *
 * @param size height of the em square, in drawing units
 * @param degrees turn about the text's point, clockwise
 */
public record TextStyle(double size, Weight weight, Role role, Anchor anchor, double degrees) {
  /** Plain text of this size and color, beginning at its point. */
  public static TextStyle of(double size, Role role) {
    return new TextStyle(size, Weight.REGULAR, role, Anchor.START, 0);
  }

  /** The same, bolder. */
  public TextStyle semibold() {
    return new TextStyle(size, Weight.SEMIBOLD, role, anchor, degrees);
  }

  /** The same, centered on its point. */
  public TextStyle centered() {
    return new TextStyle(size, weight, role, Anchor.MIDDLE, degrees);
  }

  /** The same, ending at its point. */
  public TextStyle ending() {
    return new TextStyle(size, weight, role, Anchor.END, degrees);
  }

  /** The same, turned clockwise about its point. */
  public TextStyle turned(double clockwiseDegrees) {
    return new TextStyle(size, weight, role, anchor, clockwiseDegrees);
  }

  /** The same in another color. */
  public TextStyle in(Role other) {
    return new TextStyle(size, weight, other, anchor, degrees);
  }

  /** The width of {@code text}, in drawing units. */
  public double width(String text) {
    return Typeface.of(weight).width(text, size);
  }

  /**
   * {@code text}, or as much of its beginning as fits into {@code width} with an ellipsis after.
   */
  public String fit(String text, double width) {
    if (width(text) <= width) {
      return text;
    }
    int[] codePoints = text.codePoints().toArray();
    for (int length = codePoints.length - 1; length > 0; length--) {
      String shorter = new String(codePoints, 0, length).stripTrailing() + "…";
      if (width(shorter) <= width) {
        return shorter;
      }
    }
    return "…";
  }

  /** How far below the middle of a line of this size its baseline lies, digits being centered. */
  public double drop() {
    return size * Typeface.CAP_HEIGHT / 2;
  }
}
