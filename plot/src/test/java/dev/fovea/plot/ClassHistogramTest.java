package dev.fovea.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ClassHistogramTest {
  @Test
  void drawsABarForEachClassWithCountAndShare() {
    Svg svg = Svg.of(ClassHistogram.of(List.of("cat", "dog", "eel"), 3000, 1000, 0));
    assertThat(svg.texts())
        .contains("cat", "3,000", "75.0 %", "dog", "1,000", "25.0 %", "eel", "0", "0.0 %")
        .contains("equal share", "4,000 examples of 3 classes");
    List<Element> bars =
        svg.elements("rect").stream()
            .filter(r -> r.getAttribute("fill").equals("#1f66c7"))
            .toList();
    assertThat(bars).extracting(b -> b.getAttribute("width")).containsExactly("460", "153.33");
  }

  @Test
  void takesCountsOfADataSet() {
    assertThat(ClassHistogram.of(List.of("a", "b"), new int[] {3, 4}))
        .isEqualTo(ClassHistogram.of(List.of("a", "b"), 3L, 4L));
  }

  @Test
  void drawsOneClassWithoutALineOfEqualShares() {
    assertThat(Svg.of(ClassHistogram.of(List.of("only"), 7L)).texts())
        .contains("7 examples of 1 class", "100.0 %")
        .doesNotContain("equal share");
  }

  @Test
  void drawsClassesWithoutAnyExample() {
    assertThat(Svg.of(ClassHistogram.of(List.of("a", "b"), 0, 0)).texts())
        .contains("0 examples of 2 classes")
        .doesNotContain("equal share", "NaN %");
  }

  @Test
  void refusesCountsThatDoNotFit() {
    assertThatThrownBy(() -> ClassHistogram.of(List.of("a", "b"), 1))
        .hasMessage(
            """
            class histogram: counts do not match the class names
              expected: 2 counts
              but was:  1 counts\
            """);
    assertThatThrownBy(() -> ClassHistogram.of(List.of("a", "b"), 1, -2))
        .hasMessage(
            """
            class histogram: count of class b
              expected: 0 or more
              but was:  -2\
            """);
    assertThatThrownBy(() -> ClassHistogram.of(List.of()))
        .hasMessage(
            """
            class histogram: nothing to draw
              expected: at least one class
              but was:  0\
            """);
  }
}
