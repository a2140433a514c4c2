package dev.fovea.plot;

import dev.fovea.plot.canvas.Paint;
import dev.fovea.plot.canvas.Point;
import dev.fovea.plot.canvas.Role;
import dev.fovea.plot.canvas.Stroke;
import dev.fovea.plot.canvas.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Many trials of several settings: an upright axis for each setting and a last one for the score,
 * and a line for each trial. The best trials are drawn strongly and the best of all in another
 * color, so that one sees where good settings meet.
 *
 * @param title an empty one leaves the heading out
 * @param axes the settings, from left to right
 * @param score what the last axis is called
 * @param goal which scores are good
 * @param trials at least one with a score
 */
public record ParallelCoordinates(
    String title, List<Axis> axes, String score, Goal goal, List<Trial> trials) implements Chart {
  private static final double HEIGHT = 260;
  private static final double LEAST_STEP = 96;
  private static final double MOST_STEP = 190;
  private static final double HEAD = 26;
  private static final double LABEL_ROOM = 84;
  private static final double STRONG_SHARE = 0.2;
  private static final TextStyle HEADING = Sheet.PANEL_TITLE.centered();
  private static final TextStyle TICK = Sheet.NOTE;

  /** Checks that every trial has a place on each axis. */
  public ParallelCoordinates {
    axes = List.copyOf(axes);
    trials = List.copyOf(trials);
    Expect.that(
        trials.stream().anyMatch(trial -> Double.isFinite(trial.score())),
        "parallel coordinates: nothing to draw",
        "at least one trial with a score",
        trials.size() + " trials");
    for (Trial trial : trials) {
      Expect.that(
          trial.places().size() == axes.size(),
          "parallel coordinates: a trial does not fit the axes",
          axes.size() + " places",
          trial.places().size());
    }
  }

  /**
   * A setting.
   *
   * @param name what it is
   * @param labels at least one, put evenly from the bottom to the top
   */
  public record Axis(String name, List<String> labels) {
    /** Copies the labels. */
    public Axis {
      labels = List.copyOf(labels);
      Expect.that(
          !labels.isEmpty(), "parallel coordinates: axis " + name, "at least one label", "none");
    }
  }

  /**
   * A trial.
   *
   * @param places where it lies on each axis, 0 at the bottom and 1 at the top
   * @param score how good it is; one that is not finite is omitted
   */
  public record Trial(List<Double> places, double score) {
    /** Copies the places. */
    public Trial {
      places = List.copyOf(places);
      Expect.that(
          places.stream().allMatch(place -> place >= 0 && place <= 1),
          "parallel coordinates: a place is off its axis",
          "0 to 1",
          places);
    }
  }

  @Override
  public Picture picture() {
    List<Trial> drawn =
        trials.stream()
            .filter(trial -> Double.isFinite(trial.score()))
            .sorted(Comparator.comparingDouble(Trial::score))
            .toList();
    // The best comes last, in front of the others.
    drawn = goal == Goal.HIGHEST ? drawn : drawn.reversed();
    double low = drawn.stream().mapToDouble(Trial::score).min().orElseThrow();
    double high = drawn.stream().mapToDouble(Trial::score).max().orElseThrow();
    Ticks ticks = Ticks.covering(low, high, 6);

    Sheet sheet = new Sheet(title, subtitle(drawn.size()));
    double step = Math.clamp((Sheet.WIDEST - 2 * LABEL_ROOM) / axes.size(), LEAST_STEP, MOST_STEP);
    double left = sheet.left() + LABEL_ROOM;
    double top = sheet.top() + HEAD;
    axes(sheet, left, top, step);

    int strong = (int) Math.max(1, Math.round(STRONG_SHARE * drawn.size()));
    for (int i = 0; i < drawn.size(); i++) {
      int fromBest = drawn.size() - 1 - i;
      Trial trial = drawn.get(i);
      List<Point> points = new ArrayList<>();
      for (int axis = 0; axis < axes.size(); axis++) {
        points.add(new Point(left + axis * step, y(top, trial.places().get(axis))));
      }
      double place = (trial.score() - ticks.low()) / (ticks.high() - ticks.low());
      points.add(new Point(left + axes.size() * step, y(top, place)));
      sheet.canvas.line(points, stroke(fromBest, strong));
      if (fromBest == 0) {
        points.forEach(point -> sheet.canvas.dot(point.x(), point.y(), 3.5, Paint.of(Role.SECOND)));
      }
    }
    labels(sheet, left, top, step, ticks);
    return sheet.picture(
        left + axes.size() * step + LABEL_ROOM, top + HEIGHT + 8, subtitle(drawn.size()));
  }

  private static Stroke stroke(int fromBest, int strong) {
    if (fromBest == 0) {
      return Stroke.of(Role.SECOND, 2.6);
    }
    return fromBest < strong
        ? new Stroke(new Paint(Role.FIRST, 0.8), 1.6, false)
        : new Stroke(new Paint(Role.MUTED, 0.35), 1, false);
  }

  private String subtitle(int drawn) {
    int failed = trials.size() - drawn;
    return (drawn == 1 ? "One trial" : drawn + " trials")
        + "; orange: the best, blue: the best fifth"
        + (failed == 0 ? "" : "; " + failed + " failed and omitted");
  }

  private void axes(Sheet sheet, double left, double top, double step) {
    for (int i = 0; i < axes.size(); i++) {
      double x = left + i * step;
      sheet.canvas.text(x, sheet.top() + 11, HEADING.fit(axes.get(i).name(), step - 6), HEADING);
      sheet.canvas.line(x, top, x, top + HEIGHT, Stroke.of(Role.AXIS, 1));
    }
    double x = left + axes.size() * step;
    sheet.canvas.text(x, sheet.top() + 11, HEADING.fit(score, MOST_STEP), HEADING);
    sheet.canvas.line(x, top, x, top + HEIGHT, Stroke.of(Role.INK, 1));
  }

  /** In front of the lines, on a paper of their own, so that they can be read. */
  private void labels(Sheet sheet, double left, double top, double step, Ticks ticks) {
    for (int i = 0; i < axes.size(); i++) {
      double x = left + i * step;
      List<String> labels = axes.get(i).labels();
      int last = labels.size() - 1;
      for (int k = 0; k <= last; k++) {
        double y = y(top, last == 0 ? 0.5 : (double) k / last);
        String label = TICK.fit(labels.get(k), (i == 0 ? LABEL_ROOM : step) - 16);
        double width = TICK.width(label);
        sheet.canvas.box(x - width - 10, y - 7, width + 4, 14, 2, new Paint(Role.SURFACE, 0.85));
        sheet.canvas.line(x - 4, y, x, y, Stroke.of(Role.AXIS, 1));
        sheet.canvas.text(x - 8, y + TICK.drop(), label, TICK.ending());
      }
    }
    double x = left + axes.size() * step;
    for (double value : ticks.values()) {
      double y = y(top, (value - ticks.low()) / (ticks.high() - ticks.low()));
      sheet.canvas.line(x, y, x + 4, y, Stroke.of(Role.INK, 1));
      sheet.canvas.text(x + 7, y + TICK.drop(), ticks.label(value), TICK);
    }
  }

  private static double y(double top, double place) {
    return top + HEIGHT * (1 - place);
  }
}
