package dev.fovea.nn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Pass;
import dev.fovea.nn.layer.Linear;
import dev.fovea.nn.network.Sequential;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResNetTest {
  private static final Seed SEED = Seed.of(3);

  /** The numbers of parameters that torchvision states. */
  @Test
  void parametersAreAsManyAsInTorchvision() {
    assertThat(ResNet.resnet18(1000, SEED).summary().trainable()).isEqualTo(11_689_512);
    assertThat(ResNet.resnet34(1000, SEED).summary().trainable()).isEqualTo(21_797_672);
  }

  @Test
  void namesAreThoseOfTorchvision() {
    SequencedMap<String, Param> state = ResNet.resnet18(10, SEED).stateDict();
    assertThat(state).hasSize(122);
    assertThat(state.sequencedKeySet())
        .startsWith("conv1.weight", "bn1.weight", "bn1.bias", "bn1.running_mean")
        .contains(
            "layer1.0.conv1.weight",
            "layer1.1.bn2.running_var",
            "layer2.0.downsample.0.weight",
            "layer2.0.downsample.1.num_batches_tracked",
            "layer4.1.conv2.weight")
        .doesNotContain("layer1.0.downsample.0.weight")
        .endsWith("fc.weight", "fc.bias");
  }

  /** The paper's table 6 counts 0.27, 0.46, 0.66, 0.85 and 1.7 million. */
  @ParameterizedTest
  @CsvSource({"20, 269722", "32, 464154", "44, 658586", "56, 853018", "110, 1727962"})
  void parametersForCifarAreAsManyAsItsAuthorsCount(int depth, long parameters) {
    assertThat(ResNetCifar.of(depth, 10, SEED).summary().trainable()).isEqualTo(parameters);
  }

  @Test
  void otherDepthsAreRefused() {
    assertThatThrownBy(() -> ResNetCifar.of(18, 10, SEED))
        .hasMessage("ResNetCifar: expected a depth of 6n + 2, such as 20, but was 18");
  }

  @Test
  void stagesHalveTheImage() {
    Sequential small = ResNet.of(5, 64, SEED, 1, 1, 1, 1);
    assertThat(small.upTo("layer1").predict(Tensor.zeros(1, 3, 64, 64)).shape())
        .isEqualTo(Shape.of(1, 64, 16, 16));
    assertThat(small.upTo("layer4").predict(Tensor.zeros(1, 3, 64, 64)).shape())
        .isEqualTo(Shape.of(1, 512, 2, 2));
    assertThat(small.predict(Tensor.zeros(2, 3, 64, 64)).shape()).isEqualTo(Shape.of(2, 5));
  }

  @Test
  void theHeadAndPartsOfBlocksCanBeExchanged() {
    Sequential network = ResNetCifar.of(20, 10, SEED);
    Linear head = Linear.config(3).build(Shape.of(64), SEED);
    Sequential moved = network.replace("linear", head);
    assertThat(moved.predict(Tensor.zeros(1, 3, 32, 32)).shape()).isEqualTo(Shape.of(1, 3));
    moved.freeze("layer*");
    assertThat(moved.child("layer2.0.conv1").allParameters().values()).noneMatch(Param::trainable);
  }

  @Test
  void aPaddedShortcutPicksPixelsAndAddsChannels() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 1, 3, 3);
    Tensor y = PaddedShortcut.between(1, 4, 2).forward(x, Pass.evaluation());
    assertThat(y.shape()).isEqualTo(Shape.of(1, 4, 2, 2));
    assertThat(y.toFloatArray()).containsExactly(0, 0, 0, 0, 1, 3, 7, 9, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThatThrownBy(() -> PaddedShortcut.between(4, 1, 2)).isInstanceOf(ShapeError.class);
  }
}
