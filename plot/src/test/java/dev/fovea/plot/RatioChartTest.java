package dev.fovea.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.plot.RatioChart.Bar;
import dev.fovea.plot.RatioChart.Group;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class RatioChartTest {
  private static final RatioChart CHART =
      new RatioChart(
          "Speed",
          "two threads",
          "equal",
          List.of(
              new Group("training", List.of(new Bar("small", 4, "1 ms, 4 ms"))),
              new Group("inference", List.of(new Bar("large", 0.5, "8 ms, 4 ms")))));

  @Test
  void drawsABarForEachRatioOnOneScale() {
    Svg svg = Svg.of(CHART);
    assertThat(svg.texts())
        .contains("Speed", "two threads", "equal", "training", "inference")
        .contains("small", "4.00×", "1 ms, 4 ms", "large", "0.50×", "8 ms, 4 ms");
    assertThat(bars(svg, "#1f66c7")).containsExactly("460");
    assertThat(bars(svg, "#c2410c")).containsExactly("57.5");
  }

  @Test
  void keepsTheLineOfEqualityOnThePicture() {
    RatioChart slower =
        new RatioChart("", "", "equal", List.of(new Group("", List.of(new Bar("a", 0.25, "")))));
    assertThat(bars(Svg.of(slower), "#c2410c")).containsExactly("115");
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    assertThatThrownBy(() -> new Bar("a", 0, ""))
        .hasMessage(
            """
            ratio chart: ratio of a
              expected: above 0 and finite
              but was:  0.0\
            """);
    assertThatThrownBy(() -> new RatioChart("", "", "", List.of(new Group("", List.of()))))
        .hasMessage(
            """
            ratio chart: nothing to draw
              expected: at least one bar
              but was:  0\
            """);
  }

  private static List<String> bars(Svg svg, String color) {
    return svg.elements("rect").stream()
        .filter(r -> r.getAttribute("fill").equals(color))
        .map((Element r) -> r.getAttribute("width"))
        .toList();
  }
}
