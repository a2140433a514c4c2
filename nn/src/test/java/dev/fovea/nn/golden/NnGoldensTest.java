package dev.fovea.nn.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.golden.Array;
import dev.fovea.core.golden.Case;
import dev.fovea.core.golden.ClippingCase;
import dev.fovea.core.golden.Goldens;
import dev.fovea.core.golden.InitializationCase;
import dev.fovea.core.golden.InitializationCase.Law;
import dev.fovea.core.golden.MnistCnn;
import dev.fovea.core.golden.OptimizerCase;
import dev.fovea.core.golden.ScheduleCase;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class NnGoldensTest {

  private final Goldens goldens = NnGoldens.open();

  @Test
  void losses() {
    List<Case> cases = goldens.cases("loss");

    assertThat(cases).hasSize(78);
    assertThat(cases).extracting(Case::name).doesNotHaveDuplicates();
    assertThat(cases)
        .extracting(Case::op)
        .containsOnly(
            "cross_entropy", "nll", "bce", "bce_with_logits", "mse", "l1", "smooth_l1", "huber");
    for (Case c : cases) {
      assertThat(c.gradient("input").shape()).as(c.name()).isEqualTo(c.input("input").shape());
      assertThat(c.output().shape().length == 0)
          .as(c.name())
          .isEqualTo(!c.text("reduction").equals("none"));
    }
  }

  @Test
  void optimizers() {
    List<OptimizerCase> cases = goldens.optimizers();

    assertThat(cases).hasSize(25);
    assertThat(cases)
        .extracting(OptimizerCase::optimizer)
        .containsOnly("sgd", "adam", "adamw", "rmsprop", "adagrad");
    for (OptimizerCase c : cases) {
      assertThat(c.initial()).as(c.name()).hasSize(5);
      assertThat(c.gradients()).as(c.name()).hasSize(6).allMatch(g -> g.length == 5);
      assertThat(c.after()).as(c.name()).hasSize(6).allMatch(a -> a.length == 5);
    }
  }

  @Test
  void plainGradientDescentIsWhatItSays() {
    OptimizerCase c = goldens.optimizers().getFirst();

    assertThat(c.name()).isEqualTo("sgd");
    assertThat(c.flag("nesterov")).isFalse();
    double expected = c.initial()[0] - c.number("learningRate") * c.gradients().getFirst()[0];
    assertThat(c.after().getFirst()[0]).isCloseTo(expected, within(1e-9));
  }

  @Test
  void clippings() {
    List<ClippingCase> cases = goldens.clippings();

    assertThat(cases).hasSize(5);
    for (ClippingCase c : cases) {
      assertThat(c.after()).as(c.name()).containsOnlyKeys("weight", "bias");
      assertThat(c.totalNorm().isPresent()).as(c.name()).isEqualTo(c.kind().equals("norm"));
    }
  }

  @Test
  void schedules() {
    List<ScheduleCase> cases = goldens.schedules();

    assertThat(cases).hasSize(20);
    assertThat(cases)
        .extracting(ScheduleCase::schedule)
        .containsOnly(
            "StepLR",
            "MultiStepLR",
            "ExponentialLR",
            "CosineAnnealingLR",
            "LinearLR",
            "OneCycleLR",
            "ReduceLROnPlateau");
    for (ScheduleCase c : cases) {
      assertThat(c.metrics().isPresent())
          .as(c.name())
          .isEqualTo(c.schedule().equals("ReduceLROnPlateau"));
      c.metrics().ifPresent(m -> assertThat(c.rates()).as(c.name()).hasSize(m.length + 1));
    }
    assertThat(cases.getFirst().number("stepSize")).isEqualTo(3);
    assertThat(cases.getFirst().rates()).startsWith(0.1, 0.1, 0.1, 0.01);
    assertThat(cases.get(2).integers("milestones")).containsExactly(2, 5, 9);
  }

  @Test
  void initializations() {
    List<InitializationCase> cases = goldens.initializations();

    assertThat(cases).hasSize(13);
    InitializationCase linear = cases.getFirst();
    assertThat(linear.integer("inFeatures")).isEqualTo(400);
    assertThat(linear.parameters()).containsOnlyKeys("weight", "bias");
    assertThat(linear.parameters().get("weight"))
        .satisfies(drawn -> assertThat(drawn.law()).isEqualTo(new Law.Uniform(0.05)));
  }

  @Test
  void digitNetwork() {
    MnistCnn golden = goldens.mnistCnn();

    assertThat(golden.initial())
        .containsOnlyKeys(
            "conv1.weight",
            "conv1.bias",
            "conv2.weight",
            "conv2.bias",
            "linear.weight",
            "linear.bias");
    assertThat(golden.initial().values().stream().mapToInt(a -> a.data().length).sum())
        .isEqualTo(5_994);
    for (MnistCnn.Run run : List.of(golden.float64(), golden.float32())) {
      assertThat(run.losses()).hasSize(MnistCnn.BATCHES);
      assertThat(run.firstLogits().shape()).containsExactly(20, 10);
      golden
          .initial()
          .forEach((name, weights) -> {
            assertThat(run.firstGradients()).hasEntrySatisfying(name, sameShapeAs(weights));
            assertThat(run.after1()).hasEntrySatisfying(name, sameShapeAs(weights));
            assertThat(run.after10()).hasEntrySatisfying(name, sameShapeAs(weights));
          });
    }
  }

  private static Consumer<Array> sameShapeAs(Array weights) {
    return array -> assertThat(array.shape()).isEqualTo(weights.shape());
  }

  @Test
  void imagesAreTheSameBitsAsInPython() {
    long[] expected = goldens.mnistCnn().imageBitSums();

    assertThat(expected).hasSize(MnistCnn.BATCHES);
    for (int batch = 0; batch < MnistCnn.BATCHES; batch++) {
      long sum = 0;
      for (float pixel : MnistCnn.images(batch)) {
        sum += Float.floatToIntBits(pixel);
      }
      assertThat(sum).as("batch %d", batch).isEqualTo(expected[batch]);
    }
    assertThat(Arrays.copyOf(MnistCnn.targets(1), 4)).containsExactly(3, 0, 7, 4);
  }

  @Test
  void goldensOfCoreCanBeReadFromHere() {
    assertThat(Goldens.ofCore().cases("convolution", "conv1d")).hasSize(17);
  }
}
