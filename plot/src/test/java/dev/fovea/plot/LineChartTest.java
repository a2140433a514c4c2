package dev.fovea.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineChartTest {
  private static final String FIRST = "#1f66c7";
  private static final String SECOND = "#e07b00";
  private static final Tensor X = Tensor.of(new float[] {-2, -1, 0, 1, 2}, 5);

  @Test
  void drawsAPanelForEachFunctionOnCommonScales() {
    LineChart chart =
        LineChart.titled("Functions")
            .across("x")
            .panel("identity", X, X)
            .panel("square", X, X.times(X));
    Svg svg = Svg.of(chart);
    assertThat(svg.texts())
        .contains("Functions", "identity", "square", "x")
        .containsSubsequence("−2", "0", "2", "4");
    assertThat(lines(svg, FIRST)).hasSize(2);
    assertThat(svg.textsIn(SECOND)).isEmpty();
  }

  @Test
  void namesTheLinesOfAPanelOfTwo() {
    LineChart chart =
        LineChart.titled("")
            .panel("square", Line.of("value", X, X.times(X)), Line.of("slope", X, X.times(2)))
            .panel("identity", Line.of("value", X, X), Line.of("slope", X, Tensor.ones(5)));
    Svg svg = Svg.of(chart);
    assertThat(svg.texts()).containsOnlyOnce("value", "slope");
    // One line in the legend, and one in each panel.
    assertThat(lines(svg, FIRST)).hasSize(3);
    assertThat(lines(svg, SECOND)).hasSize(3);
  }

  @Test
  void breaksALineWhereAValueIsNoNumber() {
    Tensor y = Tensor.of(new float[] {1, Float.NaN, 2, 3, Float.POSITIVE_INFINITY}, 5);
    Svg svg = Svg.of(LineChart.titled("").panel("broken", X, y));
    // A lone point is a dot.
    assertThat(lines(svg, FIRST)).hasSize(1);
    assertThat(svg.elements("circle")).hasSize(1);
  }

  @Test
  void drawsASignalAboveItsNumbers() {
    Line signal = Line.of("signal", Tensor.of(new float[] {3, 1, 2}, 3));
    assertThat(signal.x()).containsExactly(0.0, 1.0, 2.0);
    assertThat(Svg.of(LineChart.titled("").columns(1).panel("E", signal)).texts())
        .contains("0.0", "2.0");
  }

  @Test
  void drawsASinglePoint() {
    Line point = new Line("point", List.of(1.0), List.of(5.0));
    assertThat(Svg.of(LineChart.titled("").panel("point", point)).elements("circle")).hasSize(1);
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    assertThatThrownBy(() -> Line.of("f", X, Tensor.zeros(4)))
        .hasMessage(
            """
            line: f
              expected: 5 values of y
              but was:  4 values\
            """);
    assertThatThrownBy(() -> new Line("f", List.of(Double.NaN), List.of(0.0)))
        .hasMessage(
            """
            line: f: x of point 0
              expected: finite
              but was:  NaN\
            """);
    assertThatThrownBy(() -> LineChart.titled("").panel("empty"))
        .hasMessage(
            """
            line chart: panel empty
              expected: one or two lines
              but was:  0\
            """);
    assertThatThrownBy(() -> LineChart.titled("").picture())
        .hasMessage(
            """
            line chart: nothing to draw
              expected: a panel with a finite value
              but was:  0 panels without any\
            """);
    assertThatThrownBy(() -> LineChart.titled("").columns(0))
        .hasMessage(
            """
            line chart: columns
              expected: at least 1
              but was:  0\
            """);
  }

  private static List<String> lines(Svg svg, String stroke) {
    return svg.elements("path").stream()
        .filter(path -> path.getAttribute("stroke").equals(stroke))
        .map(path -> path.getAttribute("d"))
        .toList();
  }
}
