package dev.fovea.core.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorFunctionTest {

  /** Expected values: the Taylor series summed with 60 decimal digits. */
  @ParameterizedTest
  @CsvSource({
    "1e-30, 1.1283791670955126679e-30",
    "1e-9, 1.1283791670955126438e-9",
    "0.1, 0.1124629160182848984",
    "0.5, 0.5204998778130465377",
    "0.84375, 0.7672256612323416335",
    "1, 0.8427007929497148693",
    "1.25, 0.9229001282564582301",
    "2, 0.9953222650189527342",
    "2.857142857142857, 0.9999466876886116772",
    "3, 0.9999779095030014146",
    "4, 0.9999999845827420997",
    "5.9, 0.9999999999999999281",
    "6, 1",
    "Infinity, 1"
  })
  void agreesWithTheSeries(double x, double expected) {
    assertThat(ErrorFunction.erf(x)).isCloseTo(expected, within(2e-16 * expected));
    assertThat(ErrorFunction.erf(-x)).isEqualTo(-ErrorFunction.erf(x));
  }

  @Test
  void zeroAndNan() {
    assertThat(ErrorFunction.erf(0)).isZero();
    assertThat(ErrorFunction.erf(Double.NaN)).isNaN();
  }
}
