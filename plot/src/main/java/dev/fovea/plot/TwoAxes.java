package dev.fovea.plot;

import dev.fovea.nn.train.Epoch;
import dev.fovea.nn.train.History;
import dev.fovea.plot.canvas.Canvas;
import dev.fovea.plot.canvas.Paint;
import dev.fovea.plot.canvas.Role;
import dev.fovea.plot.canvas.Stroke;
import dev.fovea.plot.canvas.TextStyle;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two lines over the same values in one picture, each on an axis of its own: the first to the left,
 * the second, dashed, to the right. An axis is named and numbered in the color of its line.
 *
 * @param title an empty one leaves the heading out
 * @param across what the horizontal axis shows
 * @param left the line of the left axis
 * @param right the line of the right axis
 */
public record TwoAxes(String title, String across, Line left, Line right) implements Chart {
  private static final double WIDTH = 480;
  private static final double HEIGHT = 260;
  private static final double TICK_ROOM = 52;
  private static final double INSET = 8;
  private static final int DOTTED = 25;

  /** Checks that each line has something to draw. */
  public TwoAxes {
    for (Line line : List.of(left, right)) {
      Expect.that(
          !line.finite().isEmpty(),
          "two axes: " + line.name() + ": nothing to draw",
          "a finite value",
          line.y().size() + " values, none finite");
    }
  }

  /**
   * Two figures of a training over its epochs: {@code "loss"} and {@code "val_accuracy"}.
   *
   * @throws IllegalArgumentException if there is no epoch, or no figure of such a name
   */
  public static TwoAxes of(History history, String left, String right) {
    Expect.that(!history.epochs().isEmpty(), "two axes: nothing to draw", "at least one epoch", 0);
    return new TwoAxes("", "epoch", line(history, left), line(history, right));
  }

  private static Line line(History history, String figure) {
    List<Double> epochs =
        history.epochs().stream().map(Epoch::number).map(Double::valueOf).toList();
    String name = figure.replaceFirst("^val_", "validation ").replace('_', ' ');
    return new Line(name, epochs, history.values(figure));
  }

  /** The same under another title. */
  public TwoAxes title(String text) {
    return new TwoAxes(text, across, left, right);
  }

  @Override
  public Picture picture() {
    List<Double> places = Stream.of(left, right).flatMap(line -> line.x().stream()).toList();
    double low = places.stream().mapToDouble(v -> v).min().orElseThrow();
    double high = places.stream().mapToDouble(v -> v).max().orElseThrow();
    Ticks leftTicks = ticks(left);
    Ticks rightTicks = ticks(right);

    Sheet sheet = new Sheet(title, "");
    double x = sheet.left() + TICK_ROOM;
    double top = sheet.top() + 26;
    double bottom = top + HEIGHT;
    // The lines keep clear of both axes, and a single point lies in the middle.
    double margin = low == high ? 1 : (high - low) * INSET / (WIDTH - 2 * INSET);
    Range acrossRange = new Range(low - margin, high + margin);
    PlotArea leftArea =
        new PlotArea(x, top, x + WIDTH, bottom, acrossRange, PlotArea.range(leftTicks));
    PlotArea rightArea =
        new PlotArea(x, top, x + WIDTH, bottom, acrossRange, PlotArea.range(rightTicks));

    // One grid only: that of the left axis.
    leftArea.grid(sheet.canvas, leftTicks);
    floor(sheet.canvas, leftArea, low, high);
    axis(sheet.canvas, leftArea, leftTicks, x - 8, Sheet.NOTE.ending().in(Role.FIRST));
    axis(sheet.canvas, rightArea, rightTicks, x + WIDTH + 8, Sheet.NOTE.in(Role.SECOND));
    draw(sheet.canvas, rightArea, right, new Stroke(Paint.of(Role.SECOND), 2, true));
    draw(sheet.canvas, leftArea, left, new Stroke(Paint.of(Role.FIRST), 2, false));
    TextStyle name = Sheet.PANEL_TITLE;
    sheet.canvas.text(x - 8, top - 14, left.name(), WIDTH / 2, name.in(Role.FIRST));
    sheet.canvas.text(
        x + WIDTH + 8, top - 14, right.name(), WIDTH / 2, name.ending().in(Role.SECOND));
    return sheet.picture(
        x + WIDTH + TICK_ROOM,
        bottom + 34,
        "%s to the left and %s to the right, by %s".formatted(left.name(), right.name(), across));
  }

  private void floor(Canvas canvas, PlotArea area, double low, double high) {
    // Epochs are counted; there is none between two.
    boolean isCounted = left.x().stream().allMatch(v -> v == Math.rint(v));
    Ticks ticks = low == high ? Ticks.covering(low, high, 8) : Ticks.within(low, high, 8);
    List<Double> shown =
        low == high
            ? List.of(low)
            : ticks.values().stream().filter(v -> !isCounted || v == Math.rint(v)).toList();
    area.floor(
        canvas,
        shown,
        shown.stream()
            .map(v -> isCounted ? Numbers.count(v.longValue()) : ticks.label(v))
            .toList());
    canvas.text(
        (area.left() + area.right()) / 2, area.bottom() + 34, across, Sheet.NOTE.centered());
  }

  private static void axis(Canvas canvas, PlotArea area, Ticks ticks, double x, TextStyle style) {
    for (double tick : ticks.values()) {
      canvas.text(x, area.y(tick) + style.drop(), ticks.label(tick), style);
    }
  }

  private static void draw(Canvas canvas, PlotArea area, Line line, Stroke stroke) {
    area.draw(canvas, line, stroke);
    if (line.y().size() <= DOTTED) {
      area.dots(canvas, line, 3, stroke.paint());
    }
  }

  private static Ticks ticks(Line line) {
    double low = line.finite().stream().mapToDouble(v -> v).min().orElseThrow();
    double high = line.finite().stream().mapToDouble(v -> v).max().orElseThrow();
    // A loss that falls near zero reads best from zero.
    return Ticks.covering(low > 0 && low < 0.3 * high ? 0 : low, high, 6);
  }
}
