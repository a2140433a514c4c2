package dev.fovea.plot;

import dev.fovea.core.Tensor;
import dev.fovea.plot.canvas.Paint;
import dev.fovea.plot.canvas.Role;
import dev.fovea.plot.canvas.Stroke;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Lines in panels, all on the same two scales: functions, signals. A panel holds one line, or two:
 * the second is dashed and of another color.
 *
 * @param title an empty one leaves the heading out
 * @param across what the horizontal axis shows; may be empty
 * @param panels at least one
 * @param columns panels side by side
 */
public record LineChart(String title, String across, List<Panel> panels, int columns)
    implements Chart {
  private static final double WIDTH = 196;
  private static final double HEIGHT = 118;
  private static final double TICK_ROOM = 34;
  private static final double GAP = 16;
  private static final double HEAD = 22;
  private static final double ROW_GAP = 30;
  private static final double FOOT = 22;
  private static final double LEGEND = 22;
  private static final int LINES = 2;

  /** Checks that there is something to draw. */
  public LineChart {
    panels = List.copyOf(panels);
    Expect.that(columns >= 1, "line chart: columns", "at least 1", columns);
  }

  /**
   * Lines on common axes.
   *
   * @param lines one or two
   */
  public record Panel(String title, List<Line> lines) {
    /** Checks that there are one or two lines. */
    public Panel {
      lines = List.copyOf(lines);
      Expect.that(
          !lines.isEmpty() && lines.size() <= LINES,
          "line chart: panel " + title,
          "one or two lines",
          lines.size());
    }
  }

  /** A chart without panels, four of which will stand side by side. */
  public static LineChart titled(String title) {
    return new LineChart(title, "", List.of(), 4);
  }

  /** The same with one more panel. */
  public LineChart panel(String name, Line... lines) {
    List<Panel> more = new ArrayList<>(panels);
    more.add(new Panel(name, List.of(lines)));
    return new LineChart(title, across, more, columns);
  }

  /** The same with one more panel of a single line through these points. */
  public LineChart panel(String name, Tensor x, Tensor y) {
    return panel(name, Line.of(name, x, y));
  }

  /** The same with a name for the horizontal axis. */
  public LineChart across(String name) {
    return new LineChart(title, name, panels, columns);
  }

  /** The same with this many panels side by side. */
  public LineChart columns(int sideBySide) {
    return new LineChart(title, across, panels, sideBySide);
  }

  @Override
  public Picture picture() {
    List<Line> lines = panels.stream().flatMap(panel -> panel.lines().stream()).toList();
    List<Double> values = lines.stream().flatMap(line -> line.finite().stream()).toList();
    Expect.that(
        !values.isEmpty(),
        "line chart: nothing to draw",
        "a panel with a finite value",
        panels.size() + " panels without any");
    Ticks up = Ticks.covering(least(values), most(values), 4);
    List<Double> places = lines.stream().flatMap(line -> line.x().stream()).toList();
    Range acrossRange = new Range(least(places), most(places));

    Sheet sheet = new Sheet(title, "");
    double top = sheet.top() + legend(sheet);
    int side = Math.min(columns, panels.size());
    // A few panels may be wider; many must fit the sheet.
    double width = side == 1 ? 3 * WIDTH : side == 2 ? 2 * WIDTH : WIDTH;
    double stepX = TICK_ROOM + width + GAP;
    double stepY = HEAD + HEIGHT + ROW_GAP;
    for (int i = 0; i < panels.size(); i++) {
      double left = sheet.left() + TICK_ROOM + i % side * stepX;
      double y = top + i / side * stepY + HEAD;
      PlotArea area =
          new PlotArea(left, y, left + width, y + HEIGHT, acrossRange, PlotArea.range(up));
      panel(sheet, panels.get(i), area, up);
    }
    int rows = (panels.size() + side - 1) / side;
    double bottom = top + rows * stepY - ROW_GAP + FOOT;
    double right = sheet.left() + side * stepX - GAP;
    if (!across.isEmpty()) {
      bottom += 14;
      sheet.canvas.text(
          (sheet.left() + TICK_ROOM + right) / 2, bottom, across, Sheet.NOTE.centered());
    }
    return sheet.picture(
        right, bottom, "Lines: " + String.join(", ", panels.stream().map(Panel::title).toList()));
  }

  private static void panel(Sheet sheet, Panel panel, PlotArea area, Ticks up) {
    sheet.canvas.text(area.left(), area.top() - 9, panel.title(), WIDTH, Sheet.PANEL_TITLE);
    area.grid(sheet.canvas, up);
    for (double tick : up.values()) {
      sheet.canvas.text(
          area.left() - 7, area.y(tick) + Sheet.NOTE.drop(), up.label(tick), Sheet.NOTE.ending());
    }
    if (area.across().low() < area.across().high()) {
      Ticks ticks =
          Ticks.within(
              area.across().low(), area.across().high(), (int) ((area.right() - area.left()) / 45));
      area.floor(sheet.canvas, ticks.values(), ticks.values().stream().map(ticks::label).toList());
    }
    if (up.low() < 0 && up.high() > 0) {
      double zero = area.y(0);
      sheet.canvas.line(area.left(), zero, area.right(), zero, Stroke.of(Role.AXIS, 1));
    }
    // The first line lies in front.
    for (int i = panel.lines().size() - 1; i >= 0; i--) {
      area.draw(sheet.canvas, panel.lines().get(i), stroke(i));
    }
  }

  private static Stroke stroke(int line) {
    return line == 0
        ? new Stroke(Paint.of(Role.FIRST), 2, false)
        : new Stroke(Paint.of(Role.SECOND), 1.6, true);
  }

  /** Names the lines where panels hold two; gives the room it took. */
  private double legend(Sheet sheet) {
    if (panels.stream().noneMatch(panel -> panel.lines().size() > 1)) {
      return 0;
    }
    SequencedMap<String, Integer> names = new LinkedHashMap<>();
    for (Panel panel : panels) {
      for (int i = 0; i < panel.lines().size(); i++) {
        names.putIfAbsent(panel.lines().get(i).name(), i);
      }
    }
    double x = sheet.left();
    double y = sheet.top() + 8;
    for (Map.Entry<String, Integer> name : names.entrySet()) {
      sheet.canvas.line(x, y - 4, x + 22, y - 4, stroke(name.getValue()));
      sheet.canvas.text(x + 28, y, name.getKey(), Sheet.LABEL);
      x += 28 + Sheet.LABEL.width(name.getKey()) + 20;
    }
    return LEGEND;
  }

  private static double least(List<Double> values) {
    return values.stream().mapToDouble(v -> v).min().orElseThrow();
  }

  private static double most(List<Double> values) {
    return values.stream().mapToDouble(v -> v).max().orElseThrow();
  }
}
