package dev.fovea.plot;

import dev.fovea.plot.canvas.Canvas;
import dev.fovea.plot.canvas.Role;
import dev.fovea.plot.canvas.TextStyle;

/**
 * The paper every picture is drawn on: margins, a title and a subtitle, and below them room for the
 * chart.
 */
final class Sheet {
  /** Free space round everything. */
  static final double MARGIN = 24;

  /** The widest a chart is drawn, margins not counted. */
  static final double WIDEST = 912;

  static final TextStyle TITLE = TextStyle.of(17, Role.INK).semibold();
  static final TextStyle SUBTITLE = TextStyle.of(12.5, Role.MUTED);
  static final TextStyle PANEL_TITLE = TextStyle.of(13, Role.INK).semibold();
  static final TextStyle LABEL = TextStyle.of(12, Role.INK);
  static final TextStyle NOTE = TextStyle.of(11, Role.MUTED);

  final Canvas canvas = new Canvas();
  private final String title;
  private final String subtitle;
  private final double top;

  Sheet(String title, String subtitle) {
    this.title = title;
    this.subtitle = subtitle;
    double y = MARGIN;
    if (!title.isEmpty()) {
      canvas.text(MARGIN, y + 13, title, WIDEST, TITLE);
      y += 22;
    }
    if (!subtitle.isEmpty()) {
      canvas.text(MARGIN, y + 11, subtitle, WIDEST, SUBTITLE);
      y += 18;
    }
    this.top = y == MARGIN ? y : y + 14;
  }

  /** Where the chart begins, from the left. */
  double left() {
    return MARGIN;
  }

  /** Where the chart begins, from the top. */
  double top() {
    return top;
  }

  /** The picture, once the chart has been drawn as far as {@code right} and {@code bottom}. */
  Picture picture(double right, double bottom, String description) {
    double heading = Math.max(TITLE.width(title), SUBTITLE.width(subtitle));
    double width = Math.max(right, MARGIN + Math.min(heading, WIDEST)) + MARGIN;
    return new Picture(
        canvas.drawing(Math.ceil(width), Math.ceil(bottom + MARGIN), title, description));
  }
}
