package dev.fovea.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;

/** Whether two computations of the same numbers agree. */
final class Closeness {
  private Closeness() {}

  /** Fails unless {@code |found − expected| ≤ absolute + relative·|expected|} everywhere. */
  static void check(Tensor found, Tensor expected, double relative, double absolute) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    double[] a = found.to(DType.FLOAT64).toDoubleArray();
    double[] b = expected.to(DType.FLOAT64).toDoubleArray();
    for (int i = 0; i < a.length; i++) {
      if (!(Math.abs(a[i] - b[i]) <= absolute + relative * Math.abs(b[i]))
          && Double.doubleToLongBits(a[i]) != Double.doubleToLongBits(b[i])) {
        throw new AssertionError("element " + i + ": expected " + b[i] + " but was " + a[i]);
      }
    }
  }
}
