package dev.fovea.nn.optim;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.core.golden.Array;
import dev.fovea.core.golden.ClippingCase;
import dev.fovea.core.golden.OptimizerCase;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Pass;
import dev.fovea.nn.golden.NnGoldens;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each step of each optimizer against PyTorch, and what they keep. */
class OptimizerGoldenTest {
  /** A model that is one parameter; its loss can have any gradient. */
  record Point(Param weight) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
      return weight.value().times(x).sum();
    }
  }

  static Stream<OptimizerCase> optimizers() {
    return NnGoldens.open().optimizers().stream();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void everyStepIsPyTorchs(OptimizerCase c) {
    Point point = new Point(Param.of("weight", floats(c.initial())));
    Optimizer optimizer = rule(c).over(point);
    for (int i = 0; i < c.gradients().size(); i++) {
      step(point, optimizer, c.gradients().get(i));
      double[] after = point.weight().snapshot().toDoubleArray();
      for (int j = 0; j < after.length; j++) {
        double expected = c.after().get(i)[j];
        assertThat(after[j])
            .as("step %d, element %d", i + 1, j)
            .isCloseTo(expected, within(1e-6 * Math.max(Math.abs(expected), 0.1)));
      }
    }
    assertThat(optimizer.steps()).isEqualTo(c.gradients().size());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void goesOnFromASavedStateAsIfNothingHadHappened(OptimizerCase c) {
    Point point = new Point(Param.of("weight", floats(c.initial())));
    Optimizer optimizer = rule(c).over(point);
    step(point, optimizer, c.gradients().get(0));
    step(point, optimizer, c.gradients().get(1));
    Point other = new Point(Param.of("weight", point.weight().snapshot()));
    Optimizer resumed = rule(c).over(other);
    resumed.load(optimizer.snapshot());
    step(point, optimizer, c.gradients().get(2));
    step(other, resumed, c.gradients().get(2));
    assertThat(other.weight().snapshot().toFloatArray())
        .isEqualTo(point.weight().snapshot().toFloatArray());
  }

  static Stream<ClippingCase> clippings() {
    return NnGoldens.open().clippings().stream();
  }

  @ParameterizedTest
  @MethodSource("clippings")
  void clippingIsPyTorchs(ClippingCase c) {
    Clipping clipping =
        c.kind().equals("norm") ? new Clipping.ByNorm(c.limit()) : new Clipping.ByValue(c.limit());
    List<Map.Entry<String, Array>> before = List.copyOf(c.before().entrySet());
    List<Tensor> clipped =
        clipping.apply(before.stream().map(entry -> tensor(entry.getValue())).toList());
    for (int i = 0; i < before.size(); i++) {
      Array expected = requireNonNull(c.after().get(before.get(i).getKey()));
      assertThat(clipped.get(i).toDoubleArray()).containsExactly(expected.data(), within(1e-8));
    }
  }

  @Test
  void stateHasTheNamesACheckpointNeeds() {
    Point point = new Point(Param.of("weight", floats(new double[] {1, 2})));
    assertThat(Adam.of(1e-3).amsgrad().over(point).state().keySet())
        .containsExactly(
            "step",
            "learning_rate",
            "exp_avg.weight",
            "exp_avg_sq.weight",
            "max_exp_avg_sq.weight");
  }

  @Test
  void groupsHaveTheirOwnRateAndDecay() {
    Point point = new Point(Param.of("weight", floats(new double[] {1, 2})));
    Optimizer optimizer =
        Sgd.of(0.1)
            .weightDecay(7)
            .group("weight", g -> g.learningRateFactor(0.5).weightDecay(1))
            .over(point);
    step(point, optimizer, new double[] {1, 1});
    // w − 0.05·(g + 1·w)
    assertThat(point.weight().snapshot().toDoubleArray())
        .containsExactly(new double[] {0.9, 1.85}, within(1e-6));
  }

  @Test
  void aGroupWithoutParametersIsAnError() {
    Point point = new Point(Param.of("weight", floats(new double[] {1, 2})));
    assertThatThrownBy(() -> Sgd.of(0.1).group("head.*", g -> g.weightDecay(1)).over(point))
        .hasMessage("parameter group: nothing matches head.*: expected one of [weight]");
  }

  @Test
  void aLossThatWasUsedUpIsAnError() {
    Point point = new Point(Param.of("weight", floats(new double[] {1, 2})));
    Optimizer optimizer = Sgd.of(0.1).over(point);
    Tensor loss =
        point.forward(floats(new double[] {1, 1}), Pass.training(dev.fovea.core.Seed.of(1), 0));
    optimizer.step(loss);
    assertThat(loss.item()).isEqualTo(3);
    assertThatThrownBy(() -> optimizer.step(loss))
        .hasMessage(
            "step: the loss depends on no trainable parameter; record it anew for each step, and"
                + " unfreeze what shall be trained");
  }

  private static void step(Point point, Optimizer optimizer, double[] gradient) {
    Tensor loss = point.forward(floats(gradient), Pass.evaluation());
    optimizer.step(loss);
  }

  private static UpdateRule rule(OptimizerCase c) {
    double rate = c.number("learningRate");
    double decay = c.number("weightDecay");
    return switch (c.optimizer()) {
      case "sgd" ->
          new Sgd(rate, c.number("momentum"), c.number("dampening"), decay, c.flag("nesterov"));
      case "adam" -> {
        Adam adam =
            Adam.of(rate)
                .betas(c.number("beta1"), c.number("beta2"))
                .epsilon(c.number("epsilon"))
                .weightDecay(decay);
        yield c.flag("amsgrad") ? adam.amsgrad() : adam;
      }
      case "adamw" ->
          AdamW.of(rate)
              .betas(c.number("beta1"), c.number("beta2"))
              .epsilon(c.number("epsilon"))
              .weightDecay(decay);
      case "rmsprop" ->
          new RmsProp(
              rate,
              c.number("alpha"),
              c.number("epsilon"),
              decay,
              c.number("momentum"),
              c.flag("centered"));
      case "adagrad" ->
          new Adagrad(
              rate,
              c.number("learningRateDecay"),
              c.number("epsilon"),
              decay,
              c.number("initialAccumulatorValue"));
      default -> throw new IllegalArgumentException(c.optimizer());
    };
  }

  private static Tensor floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return Tensor.of(floats, values.length);
  }

  private static Tensor tensor(Array array) {
    return Tensor.of(array.data(), array.shape());
  }
}
