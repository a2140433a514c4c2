package dev.fovea.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void significantDigits() {
    assertThat(Numbers.significant(0, 3)).isEqualTo("0");
    assertThat(Numbers.significant(0.012345, 3)).isEqualTo("0.0123");
    assertThat(Numbers.significant(-1.5, 3)).isEqualTo("−1.50");
    assertThat(Numbers.significant(123456, 3)).isEqualTo("123456");
    assertThat(Numbers.significant(1.5e-7, 3)).isEqualTo("1.50e−7");
    assertThat(Numbers.significant(Double.NaN, 3)).isEqualTo("NaN");
    assertThat(Numbers.significant(Double.NEGATIVE_INFINITY, 3)).isEqualTo("−∞");
  }

  @Test
  void countsAndParts() {
    assertThat(Numbers.count(1234567)).isEqualTo("1,234,567");
    assertThat(Numbers.percent(0.98765, 1)).isEqualTo("98.8 %");
  }
}
