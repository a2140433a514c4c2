package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.fovea.core.golden.Array;
import dev.fovea.core.shape.Shape;

/**
 * How far numbers may lie apart: {@code |found − expected| ≤ relative·|expected| + absolute}. NaN
 * and infinities must be equal.
 */
record Closeness(double relative, double absolute) {
  static Closeness of(double relative, double absolute) {
    return new Closeness(relative, absolute);
  }

  void check(String what, Tensor found, Array expected) {
    check(what, found, Shape.of(expected.shape()), expected.data());
  }

  void check(String what, Tensor found, Tensor expected) {
    check(what, found, expected.shape(), expected.toDoubleArray());
  }

  void check(String what, Tensor found, Shape shape, double[] expected) {
    assertThat(found.shape()).as(what).isEqualTo(shape);
    double[] values = found.toDoubleArray();
    for (int i = 0; i < expected.length; i++) {
      double apart = Math.abs(values[i] - expected[i]);
      boolean equal = Double.compare(values[i] + 0.0, expected[i] + 0.0) == 0;
      if (!equal && !(apart <= relative * Math.abs(expected[i]) + absolute)) {
        fail(
            "%s: element %d of %s: expected %s but was %s", what, i, shape, expected[i], values[i]);
      }
    }
  }
}
