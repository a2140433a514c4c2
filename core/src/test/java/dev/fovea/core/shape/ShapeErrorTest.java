package dev.fovea.core.shape;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Tensor;
import org.junit.jupiter.api.Test;

class ShapeErrorTest {
  @Test
  void convolutionNamesBothShapesAndTheMissingChannels() {
    Tensor x = Tensor.zeros(32, 64, 28, 28);
    Tensor weight = Tensor.zeros(128, 32, 3, 3);
    assertThatThrownBy(() -> x.conv(weight, Window.of(3, 3), 1))
        .hasMessage(
            """
            conv2d: input channels do not match the kernel
              input:    [N=32, C=64, H=28, W=28]
              kernel:   [C_out=128, C_in/groups=32, kH=3, kW=3], groups=1
              expected: C = 32
              but was:  C = 64\
            """);
  }

  @Test
  void channelsLastIsRecognized() {
    Tensor x = Tensor.zeros(2, 28, 28, 3);
    Tensor weight = Tensor.zeros(8, 3, 5, 5);
    assertThatThrownBy(() -> x.conv(weight, Window.of(5, 5), 1))
        .hasMessageContaining("this library uses NCHW");
  }

  @Test
  void layersAroundTheErrorFormThePath() {
    ShapeError error = ShapeError.of("x: y").fact("expected", 1).within("conv1").within("block2");
    org.assertj.core.api.Assertions.assertThat(error)
        .hasMessage("x: y\n  at:       block2.conv1\n  expected: 1");
  }
}
