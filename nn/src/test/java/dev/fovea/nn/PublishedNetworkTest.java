package dev.fovea.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.activation.Sigmoid;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.network.SequentialConfig;
import org.junit.jupiter.api.Test;

/**
 * The network of Rouet-Leduc et al. 2020, recoded from its description: two convolutions, and
 * "dense layers with 36,608 neurons". That number does not belong to two convolutions (they give
 * 25,600) but to three, as a tutorial has it that recodes it with a third of 128 channels, 4×4.
 */
class PublishedNetworkTest {
  private static final Shape SPECTROGRAM = Shape.of(1, 129, 95);

  private static SequentialConfig described() {
    return Sequential.input(1, 129, 95)
        .conv2d(32, 16)
        .relu()
        .maxPool2d(2)
        .dropout(0.05)
        .conv2d(64, 8)
        .relu()
        .maxPool2d(2)
        .dropout(0.05);
  }

  @Test
  void sizesThatFollowFromTheInputNeedNotBeKnown() {
    Sequential network =
        described().flatten().linear(10).relu().linear(1).sigmoid().build(Seed.of(1));
    assertThat(network.summary().toString())
        .contains("conv1 (Conv2d)        [N, 32, 114, 80]")
        .contains("flatten1 (Flatten)    [N, 25600]");
    assertThat(network.predict(Tensor.zeros(2, 1, 129, 95)).shape()).isEqualTo(Shape.of(2, 1));
  }

  /** A dense layer that was sized for another network. */
  private static Layer dense(int inputs) {
    return Sequential.input(inputs).linear(10).build(Seed.of(2)).child("linear1");
  }

  @Test
  void aNumberThatBelongsToAnotherNetworkIsRefusedWhereItStands() {
    Sequential body = described().flatten().build(Seed.of(1));
    Sequential wrong = Sequential.of(body, dense(36_608), new Sigmoid());
    assertThatThrownBy(() -> wrong.summary(SPECTROGRAM))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            linear: input features do not match the weight
              at:       1
              input:    [N=1, in=25600]
              weight:   [out=10, in=36608]
              expected: in = 36608
              but was:  in = 25600
              hint:     the previous layer returns another size\
            """);
  }

  @Test
  void itBelongsToThreeConvolutions() {
    Sequential body = described().conv2d(128, 4).flatten().build(Seed.of(1));
    Sequential three = Sequential.of(body, dense(36_608), new Sigmoid());
    assertThat(three.summary(SPECTROGRAM).rows().getLast().output()).endsWith(10);
    assertThatThrownBy(() -> three.summary(Shape.of(1, 128, 95)))
        .hasMessageContaining("  at:       1\n")
        .hasMessageContaining("  expected: in = 36608\n  but was:  in = 34944\n");
  }
}
