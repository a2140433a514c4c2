package dev.fovea.formats.keras;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Tensor;

/** Outputs held against known ones. */
final class Close {
  private Close() {}

  /** The same shape, and differences below {@code bound} of the largest. */
  static void to(Tensor expected, Tensor found, double bound) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    float[] values = found.toFloatArray();
    float[] wanted = expected.toFloatArray();
    double largest = 0;
    double worst = 0;
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isFinite();
      largest = Math.max(largest, Math.abs(wanted[i]));
      worst = Math.max(worst, Math.abs(values[i] - wanted[i]));
    }
    assertThat(largest).isPositive();
    assertThat(worst / largest).as("largest relative difference").isLessThan(bound);
  }
}
