package dev.fovea.plot.canvas;

import java.util.ArrayList;
import java.util.List;

/** Collects the marks of a drawing, from back to front. */
public final class Canvas {
  private final List<Mark> marks = new ArrayList<>();

  /** Adds a mark in front of the others. */
  public void add(Mark mark) {
    marks.add(mark);
  }

  /** A filled rectangle. */
  public void box(double x, double y, double width, double height, double radius, Paint fill) {
    add(new Mark.Box(x, y, width, height, radius, fill));
  }

  /** The outline of a rectangle. */
  public void frame(double x, double y, double width, double height, double radius, Stroke stroke) {
    add(new Mark.Frame(x, y, width, height, radius, stroke));
  }

  /** A straight line. */
  public void line(double x1, double y1, double x2, double y2, Stroke stroke) {
    add(new Mark.Line(List.of(new Point(x1, y1), new Point(x2, y2)), stroke));
  }

  /** A line through points. */
  public void line(List<Point> points, Stroke stroke) {
    add(new Mark.Line(points, stroke));
  }

  /** A filled circle. */
  public void dot(double x, double y, double radius, Paint fill) {
    add(new Mark.Dot(x, y, radius, fill));
  }

  /** A text, {@code y} being its baseline. */
  public void text(double x, double y, String text, TextStyle style) {
    add(new Mark.Text(x, y, text, text, style));
  }

  /** A text shortened to {@code width}; the whole text is kept for pointing at. */
  public void text(double x, double y, String text, double width, TextStyle style) {
    add(new Mark.Text(x, y, style.fit(text, width), text, style));
  }

  /** A bitmap stretched over a rectangle. */
  public void image(double x, double y, double width, double height, Bitmap bitmap) {
    add(new Mark.Image(x, y, width, height, bitmap));
  }

  /** The drawing so far. */
  public Drawing drawing(double width, double height, String title, String description) {
    return new Drawing(width, height, title, description, marks);
  }
}
