package dev.fovea.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfusionMatrixChartTest {
  private static final String RIGHT = "#1f66c7";
  private static final String WRONG = "#e07b00";

  @Test
  void writesCountsSharesRecallAndPrecision() {
    Svg svg =
        Svg.of(
            ConfusionMatrixChart.of(List.of("cat", "dog"), new long[][] {{1500, 500}, {100, 900}}));
    assertThat(svg.texts())
        .contains("predicted", "true", "cat", "dog", "recall", "precision")
        .contains("1,500", "75.0 %", "500", "25.0 %", "100", "10.0 %", "900", "90.0 %")
        .contains("93.8 %", "64.3 %")
        .contains(
            "Accuracy 80.00 %: 2,400 of 3,000 right. Cells: examples, and their share of the true"
                + " class");
  }

  @Test
  void fillsRightAndWrongCellsByTheirShare() {
    Svg svg = Svg.of(ConfusionMatrixChart.of(List.of("a", "b"), new long[][] {{90, 10}, {40, 60}}));
    assertThat(opacities(svg, RIGHT)).containsExactly("0.92", "0.66");
    assertThat(opacities(svg, WRONG)).containsExactly("0.38", "0.68");
  }

  @Test
  void paintsTheDiagonalOfThePng() {
    Pixels png =
        Pixels.of(
            ConfusionMatrixChart.of(List.of("a", "b"), new long[][] {{10, 0}, {0, 10}})
                .title("")
                .picture()
                .png(1));
    int blue = 0x1f66c7;
    long full = 0;
    for (int y = 0; y < png.image().getHeight(); y++) {
      for (int x = 0; x < png.image().getWidth(); x++) {
        full += png.at(x, y) == blue ? 1 : 0;
      }
    }
    // Two cells of 94 x 94, less their text and corners.
    assertThat(full).isBetween(2L * 94 * 94 - 1500, 2L * 94 * 94);
  }

  @Test
  void dashesScoresOfAClassWithoutExamples() {
    Svg svg = Svg.of(ConfusionMatrixChart.of(List.of("a", "b"), new long[][] {{5, 0}, {0, 0}}));
    assertThat(svg.texts()).filteredOn("–"::equals).hasSize(2);
    assertThat(svg.texts()).contains("0");
  }

  @Test
  void drawsOneClassAndTwenty() {
    assertThat(Svg.of(ConfusionMatrixChart.of(List.of("only"), new long[][] {{3}})).texts())
        .contains("only", "3", "100 %", "100.0 %");

    List<String> names = IntStream.range(0, 20).mapToObj(i -> "species number " + i).toList();
    long[][] counts = new long[20][20];
    for (int t = 0; t < 20; t++) {
      for (int p = 0; p < 20; p++) {
        counts[t][p] = 1000L * t + p;
      }
    }
    ConfusionMatrixChart chart = ConfusionMatrixChart.of(names, counts);
    assertThat(Svg.of(chart).texts()).contains("species number 19", "19,019", "7,003");
    assertThat(chart.picture().width()).isLessThan(1100);
  }

  @Test
  void shortensLongNamesAndKeepsTheWholeOneForPointing() {
    String name = "a class whose name is far too long to stand beside a row";
    String svg =
        ConfusionMatrixChart.of(List.of(name, "b"), new long[][] {{1, 0}, {0, 1}}).picture().svg();
    assertThat(svg).contains("<title>" + name + "</title>a class whose name is f…</text>");
  }

  @Test
  void refusesAMatrixThatDoesNotFit() {
    assertThatThrownBy(() -> ConfusionMatrixChart.of(List.of("a", "b"), new long[][] {{1, 2}}))
        .hasMessage(
            """
            confusion matrix: rows do not match the class names
              expected: 2 rows
              but was:  1 rows\
            """);
    assertThatThrownBy(() -> ConfusionMatrixChart.of(List.of("a", "b"), new long[][] {{1, 2}, {3}}))
        .hasMessage(
            """
            confusion matrix: row of class b
              expected: 2 counts
              but was:  1 counts\
            """);
    assertThatThrownBy(() -> ConfusionMatrixChart.of(List.of("a"), new long[][] {{-4}}))
        .hasMessage(
            """
            confusion matrix: row of class a
              expected: counts of 0 or more
              but was:  -4\
            """);
    assertThatThrownBy(() -> ConfusionMatrixChart.of(List.of(), new long[0][]))
        .hasMessage(
            """
            confusion matrix: nothing to draw
              expected: at least one class
              but was:  0\
            """);
  }

  private static List<String> opacities(Svg svg, String fill) {
    return svg.elements("rect").stream()
        .filter(r -> r.getAttribute("fill").equals(fill))
        .map(r -> r.getAttribute("fill-opacity"))
        .toList();
  }
}
