package dev.fovea.plot.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void refusesARowThatDoesNotFit() {
    Table table = Table.of("a", "b").withRow(Cell.text("1"), Cell.text("2"));
    assertThatThrownBy(() -> table.withRow(Cell.text("3")))
        .hasMessage(
            """
            table: row 1 does not match the columns
              expected: 2 cells
              but was:  1 cells\
            """);
    assertThatThrownBy(() -> table.withTotals(Cell.text("3")))
        .hasMessage(
            """
            table: row of totals 0 does not match the columns
              expected: 2 cells
              but was:  1 cells\
            """);
    assertThatThrownBy(() -> Table.of())
        .hasMessage(
            """
            table: no columns
              expected: at least one
              but was:  0\
            """);
    assertThatThrownBy(() -> Cell.share(1.01))
        .hasMessage(
            """
            table: share out of range
              expected: 0 to 1
              but was:  1.01\
            """);
  }

  @Test
  void scoresOfEachClass() {
    Table table =
        ClassScoreTable.table(
            List.of("a", "b", "c"), new long[][] {{8, 2, 0}, {0, 5, 0}, {0, 0, 0}});
    assertThat(table.rows())
        .containsExactly(
            row("a", 1.0, 0.8, 16.0 / 18, "10"),
            row("b", 5.0 / 7, 1.0, 10.0 / 12, "5"),
            row("c", Double.NaN, Double.NaN, Double.NaN, "0"));
    assertThat(table.totals())
        .containsExactly(row("Mean", (1 + 5.0 / 7) / 2, 0.9, (16.0 / 18 + 10.0 / 12) / 2, "15"));
  }

  @Test
  void sharesHaveABarAndAMissingOneADash() {
    String html =
        Report.of("r")
            .table("", ClassScoreTable.table(List.of("a", "b"), new long[][] {{3, 1}, {0, 0}}))
            .html();
    assertThat(html)
        .contains("<i style=\"width:75.0%\"></i></span> 75.0&nbsp;%</td>")
        .contains("<td class=\"share number\">–</td>");
  }

  @Test
  void refusesScoresWithoutNames() {
    assertThatThrownBy(() -> ClassScoreTable.table(List.of("a"), new long[2][2]))
        .hasMessage(
            """
            class scores: rows do not match the class names
              expected: 1 rows
              but was:  2 rows\
            """);
  }

  private static List<Cell> row(
      String name, double precision, double recall, double f1, String examples) {
    return List.of(
        Cell.text(name),
        Cell.share(precision),
        Cell.share(recall),
        Cell.share(f1),
        Cell.number(examples));
  }
}
