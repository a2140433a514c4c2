package dev.fovea.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.golden.InitializationCase;
import dev.fovea.core.golden.InitializationCase.Drawn;
import dev.fovea.core.golden.InitializationCase.Law;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import dev.fovea.nn.golden.NnGoldens;
import dev.fovea.nn.init.Initializer;
import dev.fovea.nn.layer.Conv1d;
import dev.fovea.nn.layer.Conv2d;
import dev.fovea.nn.layer.ConvTranspose1d;
import dev.fovea.nn.layer.ConvTranspose2d;
import dev.fovea.nn.layer.Embedding;
import dev.fovea.nn.layer.Linear;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.norm.BatchNorm2d;
import dev.fovea.nn.norm.GroupNorm;
import dev.fovea.nn.norm.LayerNorm;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** First weights follow PyTorch's laws, and the seed alone. */
class InitializationGoldenTest {
  static Stream<InitializationCase> cases() {
    return NnGoldens.open().initializations().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shapesAndLawsArePyTorchs(InitializationCase c) {
    Layer layer = layer(c);
    assertThat(layer.parameters().keySet()).isEqualTo(c.parameters().keySet());
    layer
        .parameters()
        .forEach((name, parameter) -> check(parameter, requireNonNull(c.parameters().get(name))));
  }

  private static void check(Param parameter, Drawn drawn) {
    assertThat(parameter.shape()).isEqualTo(Shape.of(drawn.shape()));
    double[] values = parameter.snapshot().toDoubleArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double deviation =
        Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
    double spread =
        switch (drawn.law()) {
          case Law.Uniform(double bound) -> {
            assertThat(Arrays.stream(values).map(Math::abs).max().orElseThrow())
                .isBetween(bound * (1 - 20.0 / values.length), bound * (1 + 1e-6));
            yield bound / Math.sqrt(3);
          }
          case Law.Normal(_, double sigma) -> sigma;
          case Law.Constant(double value) -> {
            assertThat(values).containsOnly(value);
            yield 0;
          }
        };
    // Five standard errors: a right law passes, with a fixed seed always.
    double error = 5 * spread / Math.sqrt(values.length) + 1e-12;
    double center = drawn.law() instanceof Law.Constant(double value) ? value : 0;
    assertThat(mean).isCloseTo(center, within(error));
    assertThat(deviation).isCloseTo(spread, within(error));
  }

  private static Layer layer(InitializationCase c) {
    Seed seed = Seed.of(7);
    return switch (c.layer()) {
      case "Linear" ->
          Linear.config(c.integer("outFeatures")).build(Shape.of(c.integer("inFeatures")), seed);
      case "Conv1d" ->
          Conv1d.config(c.integer("outChannels"), c.integers("kernelSize")[0])
              .groups(c.integer("groups"))
              .build(Shape.of(c.integer("inChannels"), 50), seed);
      case "Conv2d" ->
          Conv2d.config(c.integer("outChannels"), Window.of(c.integers("kernelSize")))
              .groups(c.integer("groups"))
              .build(Shape.of(c.integer("inChannels"), 50, 50), seed);
      case "ConvTranspose1d" ->
          ConvTranspose1d.config(c.integer("outChannels"), c.integers("kernelSize")[0])
              .groups(c.integer("groups"))
              .build(Shape.of(c.integer("inChannels"), 50), seed);
      case "ConvTranspose2d" ->
          ConvTranspose2d.config(c.integer("outChannels"), c.integers("kernelSize")[0])
              .groups(c.integer("groups"))
              .build(Shape.of(c.integer("inChannels"), 50, 50), seed);
      case "Embedding" -> Embedding.of(c.integer("numEmbeddings"), c.integer("embeddingDim"), seed);
      case "BatchNorm2d" ->
          BatchNorm2d.config().build(Shape.of(c.integer("numFeatures"), 9, 9), seed);
      case "LayerNorm" -> LayerNorm.of(Shape.of(c.integers("normalizedShape")));
      case "GroupNorm" -> GroupNorm.of(c.integer("numGroups"), c.integer("numChannels"));
      default -> throw new IllegalArgumentException(c.layer());
    };
  }

  @Test
  void kerasWeightsAreGlorotUniformWithZeroBias() {
    Linear layer =
        Linear.config(300).weights(Initializer.xavierUniform()).build(Shape.of(100), Seed.of(3));
    double bound = Math.sqrt(6.0 / 400);
    double[] values = layer.weight().snapshot().toDoubleArray();
    assertThat(Arrays.stream(values).max().orElseThrow()).isBetween(0.999 * bound, bound);
    assertThat(layer.bias().orElseThrow().snapshot().toDoubleArray()).containsOnly(0);
  }

  @Test
  void oneMoreLayerLeavesTheOthersAsTheyAre() {
    Sequential few = Sequential.input(3, 8, 8).conv2d(4, 3).flatten().linear(2).build(Seed.of(5));
    Sequential more =
        Sequential.input(3, 8, 8)
            .batchNorm2d()
            .conv2d(4, 3)
            .relu()
            .flatten()
            .linear(2)
            .build(Seed.of(5));
    few.snapshot()
        .forEach((path, value) ->
            assertThat(requireNonNull(more.snapshot().get(path)).toFloatArray())
                .as(path)
                .isEqualTo(value.toFloatArray()));
    Tensor other =
        Sequential.input(3, 8, 8)
            .conv2d(4, 3)
            .build(Seed.of(6))
            .child("conv1")
            .parameters()
            .firstEntry()
            .getValue()
            .snapshot();
    assertThat(other.toFloatArray())
        .isNotEqualTo(requireNonNull(few.snapshot().get("conv1.weight")).toFloatArray());
  }
}
