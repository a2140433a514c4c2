package dev.fovea.plot.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkupTest {
  @Test
  void escapesWhatMarkupMeans() {
    assertThat(Markup.escape("<a href=\"x\">'&'</a> é 😀"))
        .isEqualTo("&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt; é 😀");
  }

  @Test
  void replacesCharactersThatXmlForbids() {
    assertThat(Markup.escape("a\u0000b\u001Bc\uFFFEd\uD800e\tf\n"))
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\tf\n");
  }

  @Test
  void writesNumbersShortly() {
    assertThat(Markup.number(12)).isEqualTo("12");
    assertThat(Markup.number(0.5)).isEqualTo("0.5");
    assertThat(Markup.number(-1.23456)).isEqualTo("-1.23");
    assertThat(Markup.number(-0.001)).isEqualTo("0");
    assertThat(Markup.number(1234567.891)).isEqualTo("1234567.89");
  }
}
