package dev.fovea.bench.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkTest {
  @Test
  void countsAMultiplicationAndAnAdditionForEachTapOfEachOutput() {
    Network network = new Network(List.of(3, 8, 8), List.of(Step.Convolution.of("conv", 4, 3, 3)));
    long once = 2L * 4 * 6 * 6 * 3 * 3 * 3;
    assertThat(Work.of(network, 5)).isEqualTo(new Work(5 * once, 0, 5 * once));
  }

  @Test
  void countsInputGradientsOfAllButTheFirstLayer() {
    Network network =
        new Network(
            List.of(10),
            List.of(new Step.Linear("a", 20), new Step.Relu(), new Step.Linear("b", 3)));
    long first = 2 * 10 * 20;
    long second = 2 * 20 * 3;
    Work work = Work.of(network, 7);
    assertThat(work).isEqualTo(new Work(7 * (first + second), 7 * second, 7 * (first + second)));
    assertThat(work.step()).isEqualTo(7 * (2 * first + 3 * second));
  }

  @Test
  void countsBothWaysThroughABlock() {
    Network network = new Network(List.of(2, 4, 4), List.of(new Step.Block("block", 6, 2)));
    long body = 2L * 6 * 2 * 2 * 2 * 9 + 2L * 6 * 2 * 2 * 6 * 9;
    long shortcut = 2L * 6 * 2 * 2 * 2;
    assertThat(Work.of(network, 1).forward()).isEqualTo(body + shortcut);
  }

  /** The published figure of ResNet-18 is 1.82 thousand million multiply-adds. */
  @Test
  void countsAsMuchForResNet18AsItsAuthors() {
    Work work = Work.of(Workloads.named("resnet18").network(), 1);
    assertThat(work.forward() / 2).isBetween(1_810_000_000L, 1_825_000_000L);
  }
}
