package dev.fovea.plot;

import dev.fovea.nn.metric.ConfusionMatrix;
import dev.fovea.plot.canvas.Canvas;
import dev.fovea.plot.canvas.Paint;
import dev.fovea.plot.canvas.Role;
import dev.fovea.plot.canvas.TextStyle;
import java.util.Arrays;
import java.util.List;

/**
 * What each class was taken for: a row for each true class, a column for each predicted one. A cell
 * has its count and its share of the row; right predictions are blue, wrong ones orange, stronger
 * with the share (of wrong ones with its square root, so that rare mistakes are seen). Recall
 * stands after each row, precision below each column.
 *
 * @param counts {@code counts[t][p]}: examples of class {@code t} predicted as {@code p}; not
 *     copied
 */
public record ConfusionMatrixChart(String title, List<String> classes, long[][] counts)
    implements Chart {
  private static final double NAME_ROOM = 150;
  private static final double GUTTER = 2;
  private static final double AXIS_ROOM = 24;
  private static final double MARGINAL = 66;
  private static final String PRECISION = "precision";

  /** Column names that do not fit are turned by this angle. */
  private static final double SLANT = -40;

  /** Checks that the matrix is square, as large as the number of classes, and never below 0. */
  public ConfusionMatrixChart {
    classes = List.copyOf(classes);
    Expect.that(!classes.isEmpty(), "confusion matrix: nothing to draw", "at least one class", 0);
    Expect.that(
        counts.length == classes.size(),
        "confusion matrix: rows do not match the class names",
        classes.size() + " rows",
        counts.length + " rows");
    for (int t = 0; t < counts.length; t++) {
      String row = "confusion matrix: row of class " + classes.get(t);
      Expect.that(
          counts[t].length == classes.size(),
          row,
          classes.size() + " counts",
          counts[t].length + " counts");
      for (long count : counts[t]) {
        Expect.that(count >= 0, row, "counts of 0 or more", count);
      }
    }
  }

  /** The matrix with its classes in the order given. */
  public static ConfusionMatrixChart of(List<String> classes, long[][] counts) {
    return new ConfusionMatrixChart("Confusion matrix", classes, counts);
  }

  /** The matrix of some predictions. */
  public static ConfusionMatrixChart of(ConfusionMatrix matrix) {
    long[][] counts =
        matrix.counts().stream()
            .map(row -> row.stream().mapToLong(Long::longValue).toArray())
            .toArray(long[][]::new);
    return of(matrix.classes(), counts);
  }

  /** The same under another title; an empty one leaves the heading out. */
  public ConfusionMatrixChart title(String text) {
    return new ConfusionMatrixChart(text, classes, counts);
  }

  @Override
  public Picture picture() {
    Sheet sheet = new Sheet(title, title.isEmpty() ? "" : subtitle());
    Canvas canvas = sheet.canvas;
    Grid grid = Grid.fit(classes, sheet);
    int n = classes.size();

    canvas.text(
        grid.left() + n * grid.cell() / 2, sheet.top() + 10, "predicted", Sheet.NOTE.centered());
    canvas.text(
        sheet.left() + 9,
        grid.top() + n * grid.cell() / 2,
        "true",
        Sheet.NOTE.centered().turned(-90));
    for (int i = 0; i < n; i++) {
      columnName(canvas, grid, i);
      canvas.text(
          grid.left() - 10,
          grid.middle(i) + Sheet.LABEL.drop(),
          classes.get(i),
          NAME_ROOM,
          Sheet.LABEL.ending());
      for (int p = 0; p < n; p++) {
        cell(canvas, grid, i, p);
      }
    }
    double right = grid.left() + n * grid.cell();
    double bottom = grid.top() + n * grid.cell();
    marginals(canvas, grid, right, bottom);
    double slantedEnd =
        right - grid.cell() / 2 + grid.names() * Math.cos(Math.toRadians(SLANT)) + 6;
    return sheet.picture(
        grid.slanted() ? Math.max(right + MARGINAL, slantedEnd) : right + MARGINAL,
        bottom + 20,
        subtitle());
  }

  /** Where the cells lie. */
  private record Grid(double left, double top, double cell, double names, boolean slanted) {
    static Grid fit(List<String> classes, Sheet sheet) {
      double names =
          Math.min(NAME_ROOM, classes.stream().mapToDouble(Sheet.LABEL::width).max().orElseThrow());
      double rowNames = Math.max(names, Sheet.NOTE.width(PRECISION) - AXIS_ROOM);
      double left = sheet.left() + AXIS_ROOM + rowNames + 10;
      double room = Sheet.MARGIN + Sheet.WIDEST - MARGINAL - left;
      double cell =
          Math.floor(Math.clamp(room / classes.size(), 40, classes.size() <= 4 ? 96 : 62));
      boolean slanted = names > cell - 8;
      double slope = Math.sin(Math.toRadians(-SLANT));
      double header = slanted ? Math.ceil(names * slope) + 14 : 20;
      return new Grid(left, sheet.top() + 18 + header, cell, names, slanted);
    }

    double x(int column) {
      return left + column * cell;
    }

    double y(int row) {
      return top + row * cell;
    }

    double middle(int row) {
      return y(row) + cell / 2;
    }
  }

  private void columnName(Canvas canvas, Grid grid, int column) {
    double middle = grid.x(column) + grid.cell() / 2;
    TextStyle style = grid.slanted() ? Sheet.LABEL.turned(SLANT) : Sheet.LABEL.centered();
    canvas.text(middle, grid.top() - 8, classes.get(column), NAME_ROOM, style);
  }

  private void cell(Canvas canvas, Grid grid, int t, int p) {
    double x = grid.x(p) + GUTTER / 2;
    double y = grid.y(t) + GUTTER / 2;
    double side = grid.cell() - GUTTER;
    long count = counts[t][p];
    long row = sum(counts[t]);
    if (count == 0) {
      canvas.box(x, y, side, side, 3, new Paint(Role.GRID, 0.5));
      if (t == p) {
        canvas.text(x + side / 2, y + side / 2 + Sheet.NOTE.drop(), "0", Sheet.NOTE.centered());
      }
      return;
    }
    double share = (double) count / row;
    // The square root keeps a single mistake visible beside a frequent one.
    double opacity =
        t == p ? 0.15 + 0.85 * share : 0.08 + 0.60 * Math.sqrt(share / largestMistake());
    canvas.box(x, y, side, side, 3, new Paint(t == p ? Role.FIRST : Role.SECOND, opacity));
    Role ink = t == p && opacity > 0.55 ? Role.ON_FILL : Role.INK;
    boolean roomy = grid.cell() >= 54;
    double size = fitting(Numbers.count(count), roomy ? 13 : 11.5, side);
    TextStyle number = TextStyle.of(size, ink).semibold().centered();
    TextStyle percent = TextStyle.of(roomy ? 10.5 : 9, ink).centered();
    int decimals = share == 1 || (!roomy && share >= 0.0995) ? 0 : 1;
    canvas.text(x + side / 2, y + side / 2 - 1, Numbers.count(count), number);
    canvas.text(
        x + side / 2, y + side / 2 + percent.size() + 2, Numbers.percent(share, decimals), percent);
  }

  /** The largest share of a class that was taken for one other class. */
  private double largestMistake() {
    double largest = 0;
    for (int t = 0; t < counts.length; t++) {
      for (int p = 0; p < counts.length; p++) {
        if (t != p && counts[t][p] > 0) {
          largest = Math.max(largest, (double) counts[t][p] / sum(counts[t]));
        }
      }
    }
    return largest;
  }

  /** {@code size}, or smaller where a long number needs it. */
  private static double fitting(String text, double size, double side) {
    double width = TextStyle.of(size, Role.INK).semibold().width(text);
    return width <= side - 6 ? size : size * (side - 6) / width;
  }

  private void marginals(Canvas canvas, Grid grid, double right, double bottom) {
    TextStyle name = Sheet.NOTE;
    canvas.text(right + 10, grid.top() - 8, "recall", name);
    canvas.text(grid.left() - 10, bottom + 19, PRECISION, name.ending());
    for (int i = 0; i < classes.size(); i++) {
      long row = sum(counts[i]);
      long column = 0;
      for (long[] counted : counts) {
        column += counted[i];
      }
      double recallLine = grid.middle(i) + Sheet.NOTE.drop();
      canvas.text(right + 10, recallLine, part(counts[i][i], row, 1), Sheet.NOTE.in(Role.INK));
      canvas.text(
          grid.x(i) + grid.cell() / 2,
          bottom + 19,
          part(counts[i][i], column, grid.cell() >= 48 ? 1 : 0),
          Sheet.NOTE.in(Role.INK).centered());
    }
  }

  /** A share in percent, or a dash where it is a share of nothing. */
  private static String part(long part, long of, int decimals) {
    return of == 0 ? "–" : Numbers.percent((double) part / of, decimals);
  }

  private String subtitle() {
    long total = Arrays.stream(counts).mapToLong(ConfusionMatrixChart::sum).sum();
    long right = 0;
    for (int i = 0; i < counts.length; i++) {
      right += counts[i][i];
    }
    return "Accuracy %s: %s of %s right. Cells: examples, and their share of the true class"
        .formatted(part(right, total, 2), Numbers.count(right), Numbers.count(total));
  }

  private static long sum(long[] row) {
    return Arrays.stream(row).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfusionMatrixChart(String t, List<String> names, long[][] n)
        && t.equals(title)
        && names.equals(classes)
        && Arrays.deepEquals(n, counts);
  }

  @Override
  public int hashCode() {
    return classes.hashCode() * 31 + Arrays.deepHashCode(counts);
  }
}
