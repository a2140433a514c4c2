package dev.fovea.plot;

import dev.fovea.plot.canvas.Paint;
import dev.fovea.plot.canvas.Role;
import dev.fovea.plot.canvas.Stroke;
import dev.fovea.plot.canvas.TextStyle;
import java.util.List;
import java.util.Locale;

/**
 * How many times as much one thing is as another: a bar for each pair, all on one scale from 0,
 * with a line at 1 where both are equal. Bars that end before the line have another color.
 *
 * @param title an empty one leaves the heading out
 * @param subtitle what is compared, and where and how
 * @param equal what the line at 1 is called
 * @param groups at least one, drawn one below the other
 */
public record RatioChart(String title, String subtitle, String equal, List<Group> groups)
    implements Chart {
  private static final double BARS = 460;
  private static final double BAR = 16;
  private static final double STEP = 24;
  private static final double GROUP_GAP = 18;
  private static final double GROUP_TITLE = 22;
  private static final double NAME_ROOM = 220;
  private static final double NAME_GAP = 12;
  private static final double REMARK_GAP = 16;
  private static final TextStyle NAME = Sheet.LABEL.ending();

  /** Checks that there is something to draw. */
  public RatioChart {
    groups = List.copyOf(groups);
    Expect.that(
        groups.stream().anyMatch(group -> !group.bars().isEmpty()),
        "ratio chart: nothing to draw",
        "at least one bar",
        0);
  }

  /** Bars that belong together, under a title of their own. */
  public record Group(String title, List<Bar> bars) {
    /** Copies the bars. */
    public Group {
      bars = List.copyOf(bars);
    }
  }

  /**
   * One ratio.
   *
   * @param name what it is of
   * @param ratio above 0, finite
   * @param remark a note after the bar, such as the two numbers
   */
  public record Bar(String name, double ratio, String remark) {
    /** Checks that the ratio can be drawn. */
    public Bar {
      Expect.that(
          ratio > 0 && Double.isFinite(ratio),
          "ratio chart: ratio of " + name,
          "above 0 and finite",
          ratio);
    }

    private String number() {
      return String.format(Locale.ROOT, ratio < 10 ? "%.2f×" : "%.1f×", ratio);
    }
  }

  @Override
  public Picture picture() {
    List<Bar> all = groups.stream().flatMap(group -> group.bars().stream()).toList();
    double most = all.stream().mapToDouble(Bar::ratio).max().orElseThrow();
    Ticks ticks = Ticks.covering(0, Math.max(most, 1), 8);
    double unit = BARS / ticks.high();

    Sheet sheet = new Sheet(title, subtitle);
    double names = all.stream().mapToDouble(bar -> NAME.width(bar.name())).max().orElseThrow();
    double zero = sheet.left() + Math.min(names, NAME_ROOM) + NAME_GAP;
    double numbers =
        all.stream().mapToDouble(bar -> Sheet.LABEL.width(bar.number())).max().orElseThrow();
    double remark = zero + BARS + numbers + REMARK_GAP;
    double remarks =
        all.stream().mapToDouble(bar -> Sheet.NOTE.width(bar.remark())).max().orElseThrow();

    double top = sheet.top();
    double bottom = top + groups.stream().mapToDouble(RatioChart::height).sum() - GROUP_GAP;
    double one = zero + unit;
    double y = top;
    for (Group group : groups) {
      sheet.canvas.text(sheet.left(), y + 13, group.title(), Sheet.PANEL_TITLE);
      double rows = y + GROUP_TITLE;
      double end = rows + STEP * group.bars().size();
      for (double tick : ticks.values()) {
        double x = zero + tick * unit;
        sheet.canvas.line(x, rows, x, end, Stroke.of(tick == 0 ? Role.AXIS : Role.GRID, 1));
      }
      double row = rows;
      for (Bar bar : group.bars()) {
        bar(sheet, bar, zero, row, unit, remark);
        row += STEP;
      }
      sheet.canvas.line(one, rows, one, end, Stroke.of(Role.INK, 1).dash());
      y += height(group);
    }
    for (double tick : ticks.values()) {
      sheet.canvas.text(zero + tick * unit, bottom + 16, ticks.label(tick), Sheet.NOTE.centered());
    }
    sheet.canvas.text(one, bottom + 32, equal, Sheet.NOTE.centered());
    return sheet.picture(remark + remarks, bottom + 36, subtitle);
  }

  private static void bar(
      Sheet sheet, Bar bar, double zero, double row, double unit, double remark) {
    double y = row + (STEP - BAR) / 2;
    double baseline = y + BAR / 2 + NAME.drop();
    double length = bar.ratio() * unit;
    Role color = bar.ratio() >= 1 ? Role.FIRST : Role.WRONG;
    sheet.canvas.text(zero - NAME_GAP, baseline, bar.name(), NAME_ROOM, NAME);
    sheet.canvas.box(zero, y, length, BAR, Math.min(2, length / 2), Paint.of(color));
    // After the line where the bar ends before it, so that it crosses no digit.
    double number = zero + Math.max(length, unit) + 6;
    sheet.canvas.text(number, baseline, bar.number(), Sheet.LABEL);
    sheet.canvas.text(remark, baseline, bar.remark(), Sheet.NOTE);
  }

  private static double height(Group group) {
    return GROUP_TITLE + STEP * group.bars().size() + GROUP_GAP;
  }
}
