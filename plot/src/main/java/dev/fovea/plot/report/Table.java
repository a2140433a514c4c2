package dev.fovea.plot.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table with a head, rows, and perhaps rows of totals at its end. Each {@code with} method
 * returns a new table.
 */
public record Table(List<String> columns, List<List<Cell>> rows, List<List<Cell>> totals) {
  /** Checks that every row has a cell for each column. */
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    totals = totals.stream().map(List::copyOf).toList();
    if (columns.isEmpty()) {
      throw new IllegalArgumentException(
          "table: no columns\n  expected: at least one\n  but was:  0");
    }
    checkWidth("row", rows, columns.size());
    checkWidth("row of totals", totals, columns.size());
  }

  private static void checkWidth(String what, List<List<Cell>> rows, int width) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).size() != width) {
        throw new IllegalArgumentException(
            "table: %s %d does not match the columns\n  expected: %d cells\n  but was:  %d cells"
                .formatted(what, i, width, rows.get(i).size()));
      }
    }
  }

  /** A table without rows yet. */
  public static Table of(String... columns) {
    return new Table(List.of(columns), List.of(), List.of());
  }

  /** The same with one more row. */
  public Table withRow(Cell... cells) {
    return new Table(columns, and(rows, cells), totals);
  }

  /** The same with one more row of totals, set off at the end. */
  public Table withTotals(Cell... cells) {
    return new Table(columns, rows, and(totals, cells));
  }

  private static List<List<Cell>> and(List<List<Cell>> rows, Cell... cells) {
    List<List<Cell>> more = new ArrayList<>(rows);
    more.add(List.of(cells));
    return more;
  }
}
