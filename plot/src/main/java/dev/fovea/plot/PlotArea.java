package dev.fovea.plot;

import dev.fovea.plot.canvas.Canvas;
import dev.fovea.plot.canvas.Paint;
import dev.fovea.plot.canvas.Point;
import dev.fovea.plot.canvas.Role;
import dev.fovea.plot.canvas.Stroke;
import java.util.List;

/**
 * A rectangle of a drawing with a scale across it and one up.
 *
 * @param across the values at its left and right edge
 * @param up the values at its bottom and top edge
 */
record PlotArea(double left, double top, double right, double bottom, Range across, Range up) {
  /** The values {@code ticks} cover. */
  static Range range(Ticks ticks) {
    return new Range(ticks.low(), ticks.high());
  }

  double x(double value) {
    return left + (right - left) * across.place(value);
  }

  double y(double value) {
    return bottom - (bottom - top) * up.place(value);
  }

  /** The line, and a dot where a single point stands alone. */
  void draw(Canvas canvas, Line line, Stroke stroke) {
    for (List<Integer> stretch : line.stretches()) {
      List<Point> points = stretch.stream().map(i -> point(line, i)).toList();
      if (points.size() == 1) {
        dot(canvas, points.getFirst(), 2.6, stroke.paint());
      } else {
        canvas.line(points, stroke);
      }
    }
  }

  /** A dot at each point of the line. */
  void dots(Canvas canvas, Line line, double radius, Paint paint) {
    for (List<Integer> stretch : line.stretches()) {
      stretch.forEach(i -> dot(canvas, point(line, i), radius, paint));
    }
  }

  /** Quiet lines at the heights of the ticks. */
  void grid(Canvas canvas, Ticks ticks) {
    for (double tick : ticks.values()) {
      canvas.line(left, y(tick), right, y(tick), Stroke.of(Role.GRID, 1));
    }
  }

  /** The line at the bottom, with a mark and a number for each tick. */
  void floor(Canvas canvas, List<Double> ticks, List<String> labels) {
    canvas.line(left, bottom, right, bottom, Stroke.of(Role.AXIS, 1));
    for (int i = 0; i < ticks.size(); i++) {
      double x = x(ticks.get(i));
      canvas.line(x, bottom, x, bottom + 4, Stroke.of(Role.AXIS, 1));
      canvas.text(x, bottom + 17, labels.get(i), Sheet.NOTE.centered());
    }
  }

  private Point point(Line line, int i) {
    return new Point(x(line.x().get(i)), y(line.y().get(i)));
  }

  private static void dot(Canvas canvas, Point at, double radius, Paint paint) {
    canvas.dot(at.x(), at.y(), radius, paint);
  }
}
