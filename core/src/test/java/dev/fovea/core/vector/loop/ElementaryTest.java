package dev.fovea.core.vector.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.vector.simd.Lanes;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

/** Elementary functions against double precision, in units of the last place of the result. */
class ElementaryTest {
  private static final int SAMPLES = 20_000;

  @Test
  void exponential() {
    check(Elementary::exp, Math::exp, -87, 88, 2);
    check(Elementary::exp, Math::exp, -1, 1, 2);
    special(Elementary::exp, Float.NEGATIVE_INFINITY, 0);
    special(Elementary::exp, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY);
    special(Elementary::exp, Float.NaN, Float.NaN);
    special(Elementary::exp, 0, 1);
  }

  @Test
  void logarithm() {
    check(Elementary::log, Math::log, 1e-30, 1e-3, 2);
    check(Elementary::log, Math::log, 1e-3, 3, 2);
    check(Elementary::log, Math::log, 1, 1e30, 2);
    special(Elementary::log, 0, Float.NEGATIVE_INFINITY);
    special(Elementary::log, -1, Float.NaN);
    special(Elementary::log, Float.NaN, Float.NaN);
    special(Elementary::log, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY);
    special(Elementary::log, Float.MIN_VALUE, (float) Math.log(Float.MIN_VALUE));
  }

  @Test
  void hyperbolicTangentAndLogisticFunction() {
    check(Elementary::tanh, Math::tanh, -10, 10, 4);
    check(Elementary::tanh, Math::tanh, -0.01, 0.01, 4);
    check(Elementary::sigmoid, x -> 1 / (1 + Math.exp(-x)), -80, 80, 4);
    special(Elementary::sigmoid, -200, 0);
  }

  @Test
  void softplusKeepsItsDigitsForSmallResults() {
    check(
        Elementary::softplus, x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), -80, 80, 5);
  }

  private static void check(
      UnaryOperator<FloatVector> function,
      DoubleUnaryOperator exact,
      double low,
      double high,
      double units) {
    for (int i = 0; i <= SAMPLES; i++) {
      float x = (float) (low + (high - low) * i / SAMPLES);
      float expected = (float) exact.applyAsDouble(x);
      double error = Math.abs(of(function, x) - exact.applyAsDouble(x));
      assertThat(error)
          .as("at %s", x)
          .isLessThanOrEqualTo(units * Math.max(Math.ulp(expected), Float.MIN_NORMAL));
    }
  }

  private static void special(UnaryOperator<FloatVector> function, float x, float expected) {
    assertThat(of(function, x)).isEqualTo(Float.valueOf(expected));
  }

  private static float of(UnaryOperator<FloatVector> function, float x) {
    return function.apply(FloatVector.broadcast(Lanes.FLOATS, x)).lane(Lanes.COUNT - 1);
  }
}
