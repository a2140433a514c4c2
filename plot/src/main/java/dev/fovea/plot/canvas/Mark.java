package dev.fovea.plot.canvas;

import java.util.List;

/** One thing on a drawing. Lengths are drawing units, y grows downwards. */
public sealed interface Mark {
  /** A filled rectangle with corners rounded by {@code radius}. */
  record Box(double x, double y, double width, double height, double radius, Paint fill)
      implements Mark {}

  /** The outline of a rectangle; the line lies on the rectangle's edge, half in and half out. */
  record Frame(double x, double y, double width, double height, double radius, Stroke stroke)
      implements Mark {}

  /** A line through points. */
  record Line(List<Point> points, Stroke stroke) implements Mark {
    /** Copies the points. */
    public Line {
      points = List.copyOf(points);
    }
  }

  /** A filled circle. */
  record Dot(double x, double y, double radius, Paint fill) implements Mark {}

  /**
   * A line of text.
   *
   * @param y of the baseline
   * @param full what a reader sees on pointing at the text, where it was shortened; else equal to
   *     {@code text}
   */
  record Text(double x, double y, String text, String full, TextStyle style) implements Mark {}

  /** A bitmap stretched over a rectangle, its pixels kept sharp. */
  record Image(double x, double y, double width, double height, Bitmap bitmap) implements Mark {}
}
