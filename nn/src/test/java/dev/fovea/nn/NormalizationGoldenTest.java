package dev.fovea.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Engine;
import dev.fovea.core.Gradients;
import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.Update;
import dev.fovea.core.golden.Array;
import dev.fovea.core.golden.Case;
import dev.fovea.core.golden.Goldens;
import dev.fovea.nn.norm.BatchNorm1d;
import dev.fovea.nn.norm.BatchNorm2d;
import dev.fovea.nn.norm.BatchNormOptions;
import dev.fovea.nn.norm.GroupNorm;
import dev.fovea.nn.norm.InstanceNorm;
import dev.fovea.nn.norm.LayerNorm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Normalizing layers, their gradients and running values against PyTorch, in double precision. */
class NormalizationGoldenTest {
  static Stream<Case> cases() {
    return Goldens.ofCore().cases("normalization").stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valuesGradientsAndRunningValuesArePyTorchs(Case c) {
    Engine.of("scalar", 1)
        .run(() -> {
          check(c);
          return null;
        });
  }

  private static void check(Case c) {
    Layer layer = layer(c);
    boolean isTraining = c.has("training") && c.flag("training");
    Pass pass = isTraining ? Pass.training(Seed.of(1), 0) : Pass.evaluation();
    Tensor x = tensor(c.input("x"));
    Tensor y = layer.forward(x, pass);
    close("output", c.output(), y);
    Tensor seen = y.times(tensor(c.gradOut().orElseThrow())).sum();
    List<String> names = new ArrayList<>(List.of("x"));
    List<Tensor> targets = new ArrayList<>(List.of(x));
    layer
        .parameters()
        .forEach((name, parameter) -> {
          if (c.gradients().containsKey(name)) {
            names.add(name);
            targets.add(parameter.value());
          }
        });
    assertThat(names).containsExactlyInAnyOrderElementsOf(c.gradients().keySet());
    List<Tensor> gradients = Gradients.of(seen, targets);
    for (int i = 0; i < names.size(); i++) {
      close(names.get(i), c.gradient(names.get(i)), gradients.get(i));
    }
    Map<String, Tensor> remembered = new LinkedHashMap<>();
    for (Update update : pass.updates()) {
      remembered.put(update.target().name(), update.value());
    }
    assertThat(remembered.size()).isEqualTo(isTraining ? 3 : 0);
    c.extraOutputs()
        .forEach((name, expected) ->
            close(
                name,
                expected,
                Optional.ofNullable(remembered.get(RecordParts.pathName(name))).orElseThrow()));
  }

  private static Layer layer(Case c) {
    int channels = c.input("x").shape()[1];
    double epsilon = c.number("epsilon");
    return switch (c.op()) {
      case "batch_norm" -> {
        BatchNormOptions options = new BatchNormOptions(epsilon, c.number("momentum"));
        Param weight = parameter(c, "weight", 1, channels);
        Param bias = parameter(c, "bias", 0, channels);
        StateBuffer mean = new StateBuffer(named("running_mean", c.input("runningMean")));
        StateBuffer variance = new StateBuffer(named("running_var", c.input("runningVar")));
        StateBuffer count = StateBuffer.of("num_batches_tracked", Tensor.of(new long[1]));
        yield c.input("x").shape().length == 4
            ? new BatchNorm2d(weight, bias, mean, variance, count, options)
            : new BatchNorm1d(weight, bias, mean, variance, count, options);
      }
      case "layer_norm" -> {
        int[] shape = c.integers("normalizedShape");
        yield new LayerNorm(
            parameter(c, "weight", 1, shape), parameter(c, "bias", 0, shape), epsilon);
      }
      case "group_norm" ->
          new GroupNorm(
              c.integer("groups"),
              parameter(c, "weight", 1, channels),
              parameter(c, "bias", 0, channels),
              epsilon);
      case "instance_norm" ->
          c.inputs().containsKey("weight")
              ? new InstanceNorm(
                  Optional.of(parameter(c, "weight", 1, channels)),
                  Optional.of(parameter(c, "bias", 0, channels)),
                  epsilon)
              : new InstanceNorm(Optional.empty(), Optional.empty(), epsilon);
      default -> throw new IllegalArgumentException(c.op());
    };
  }

  /** The golden's parameter, or the neutral one where PyTorch's layer has none. */
  private static Param parameter(Case c, String name, double neutral, int... shape) {
    if (c.inputs().containsKey(name)) {
      return named(name, c.input(name));
    }
    double[] values = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    Arrays.fill(values, neutral);
    return Param.of(name, Tensor.of(values, shape));
  }

  private static Param named(String name, Array value) {
    return Param.of(name, tensor(value));
  }

  private static Tensor tensor(Array array) {
    return Tensor.of(array.data(), array.shape());
  }

  private static void close(String what, Array expected, Tensor actual) {
    double[] values = actual.toDoubleArray();
    assertThat(values).as(what).hasSameSizeAs(expected.data());
    for (int i = 0; i < values.length; i++) {
      double wanted = expected.data()[i];
      assertThat(values[i])
          .as("%s, element %d", what, i)
          .isCloseTo(wanted, within(2e-7 * Math.max(Math.abs(wanted), 1)));
    }
  }
}
