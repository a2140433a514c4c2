package dev.fovea.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlanesTest {
  @Test
  void takesTheShapesOfOneExample() {
    float[] values = Samples.ramp(12);
    assertThat(Planes.of(new int[] {3, 4}, values)).isEqualTo(new Planes(1, 3, 4, values));
    assertThat(Planes.of(new int[] {3, 2, 2}, values)).isEqualTo(new Planes(3, 2, 2, values));
    assertThat(Planes.of(new int[] {1, 3, 2, 2}, values)).isEqualTo(new Planes(3, 2, 2, values));
  }

  @Test
  void refusesABatch() {
    assertThatThrownBy(() -> Planes.of(new int[] {2, 1, 2, 2}, new float[8]))
        .hasMessage(
            """
            planes: not the shape of one image
              expected: [H, W], [C, H, W] or [1, C, H, W]
              but was:  [2, 1, 2, 2]\
            """);
  }

  @Test
  void refusesValuesThatDoNotFit() {
    assertThatThrownBy(() -> Planes.gray(2, 3, 1, 2, 3))
        .hasMessage(
            """
            planes: values do not match the shape [1, 2, 3]
              expected: 6 values
              but was:  3 values\
            """);
    assertThatThrownBy(() -> Planes.gray(0, 3))
        .hasMessage(
            """
            planes: every size is at least 1
              expected: sizes above 0
              but was:  [1, 0, 3]\
            """);
  }

  @Test
  void takesOnePlaneOut() {
    Planes planes = new Planes(2, 1, 2, new float[] {1, 2, 3, 4});
    assertThat(planes.plane(1)).isEqualTo(Planes.gray(1, 2, 3, 4));
  }
}
