package dev.fovea.bench.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadsTest {
  /** The numbers of the tutorials; ResNet-18 as in torchvision. */
  @ParameterizedTest
  @CsvSource({
    "har, 6, 3134",
    "logistic, 10, 7850",
    "mnist-cnn, 10, 5994",
    "mlp, 10, 828490",
    "cifar-cnn, 10, 23998",
    "lenet, 10, 61706",
    "convnetquake, 2, 22306",
    "rouet-leduc, 1, 395381",
    "resnet18, 1000, 11689512"
  })
  void haveTheOutputsAndWeightsOfTheirSources(String name, int outputs, int weights) {
    Network network = Workloads.named(name).network();
    assertThat(network.output()).isEqualTo(List.of(outputs));
    assertThat(network.weights().stream().mapToInt(Weight::size).sum()).isEqualTo(weights);
    assertThat(network.weights()).extracting(Weight::path).doesNotHaveDuplicates();
  }

  @Test
  void giveEveryEngineTheSameNumbers() {
    Workload one = Workloads.named("har");
    Workload other = Workloads.named("har");
    assertThat(one.inputs(1, 3)).containsExactly(other.inputs(1, 3));
    assertThat(one.inputs(0, 3)).isNotEqualTo(one.inputs(1, 3));
    assertThat(one.targets(1, 3)).containsExactly(other.targets(1, 3));
    assertThat(one.network().weights().getFirst().values())
        .containsExactly(other.network().weights().getFirst().values());
  }

  @Test
  void startWeightsAsPyTorchDoes() {
    Weight weight = Workloads.named("har").network().weights().getFirst();
    assertThat(weight.path()).isEqualTo("conv1.weight");
    assertThat(weight.bound()).isEqualTo(1 / Math.sqrt(6 * 16));
    for (float value : weight.values()) {
      assertThat((double) Math.abs(value)).isLessThanOrEqualTo(weight.bound());
    }
  }

  @Test
  void refuseAnUnknownName() {
    assertThatThrownBy(() -> Workloads.named("alexnet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "model: expected one of [har, logistic, mnist-cnn, mlp, cifar-cnn, lenet,"
                + " convnetquake, rouet-leduc, resnet18] but was alexnet");
  }
}
