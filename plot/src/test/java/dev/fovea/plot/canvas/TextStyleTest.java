package dev.fovea.plot.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextStyleTest {
  private static final TextStyle STYLE = TextStyle.of(12, Role.INK);

  @Test
  void shortensOnlyWhatDoesNotFit() {
    assertThat(STYLE.fit("short", 200)).isEqualTo("short");
    String fitted = STYLE.fit("a rather long name of a class", 80);
    assertThat(fitted).startsWith("a rather").endsWith("…");
    assertThat(STYLE.width(fitted)).isLessThanOrEqualTo(80);
    assertThat(STYLE.fit("anything", 1)).isEqualTo("…");
  }

  @Test
  void neverCutsACharacterInTwo() {
    assertThat(STYLE.fit("😀😀😀😀😀😀😀😀", 60)).matches("(😀)+…");
  }
}
