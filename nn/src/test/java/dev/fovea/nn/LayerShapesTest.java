package dev.fovea.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.nn.layer.Dropout;
import dev.fovea.nn.layer.Embedding;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.network.SequentialConfig;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each layer of a {@link SequentialConfig} makes of an image or a signal. */
class LayerShapesTest {
  private static final SequentialConfig IMAGE = Sequential.input(4, 9, 8);
  private static final SequentialConfig SIGNAL = Sequential.input(4, 20);

  static Stream<Arguments> layers() {
    return Stream.of(
        layer(IMAGE, c -> c.conv2d(6, 3), "conv1", "[N, 6, 7, 6]", 222),
        layer(
            IMAGE,
            c -> c.conv2d(6, 3, o -> o.stride(2).padding(1).groups(2).bias(false)),
            "conv1",
            "[N, 6, 5, 4]",
            108),
        layer(IMAGE, c -> c.conv2d(2, 3, o -> o.dilation(2)), "conv1", "[N, 2, 5, 4]", 74),
        layer(
            IMAGE,
            c -> c.convTranspose2d(3, 3, o -> o.stride(2).padding(1).outputPadding(1)),
            "convtranspose1",
            "[N, 3, 18, 16]",
            111),
        layer(IMAGE, c -> c.maxPool2d(2), "maxpool1", "[N, 4, 4, 4]", 0),
        layer(IMAGE, c -> c.maxPool2d(2, p -> p.ceilMode(true)), "maxpool1", "[N, 4, 5, 4]", 0),
        layer(
            IMAGE,
            c -> c.avgPool2d(3, p -> p.stride(2).padding(1).countPadding(false)),
            "avgpool1",
            "[N, 4, 5, 4]",
            0),
        layer(IMAGE, c -> c.adaptiveAvgPool2d(5, 3), "adaptiveavgpool1", "[N, 4, 5, 3]", 0),
        layer(IMAGE, c -> c.globalAvgPool2d(), "globalavgpool1", "[N, 4]", 0),
        layer(IMAGE, c -> c.batchNorm2d(), "batchnorm1", "[N, 4, 9, 8]", 16),
        layer(IMAGE, c -> c.layerNorm(), "layernorm1", "[N, 4, 9, 8]", 576),
        layer(IMAGE, c -> c.groupNorm(2), "groupnorm1", "[N, 4, 9, 8]", 8),
        layer(IMAGE, c -> c.instanceNorm(), "instancenorm1", "[N, 4, 9, 8]", 0),
        layer(IMAGE, c -> c.zeroPad(1, 2), "zeropad1", "[N, 4, 11, 12]", 0),
        layer(IMAGE, c -> c.flatten(), "flatten1", "[N, 288]", 0),
        layer(IMAGE, c -> c.reshape(-1, 12), "reshape1", "[N, 24, 12]", 0),
        layer(IMAGE, c -> c.dropout(0.3), "dropout1", "[N, 4, 9, 8]", 0),
        layer(
            IMAGE,
            c -> c.residual(b -> b.conv2d(4, 3, o -> o.padding(1)).relu()),
            "residual1",
            "[N, 4, 9, 8]",
            148),
        layer(
            IMAGE,
            c ->
                c.residual(
                    b -> b.conv2d(8, 3, o -> o.stride(2).padding(1)),
                    s -> s.conv2d(8, 1, o -> o.stride(2).bias(false))),
            "residual1",
            "[N, 8, 5, 4]",
            328),
        layer(SIGNAL, c -> c.conv1d(5, 4), "conv1", "[N, 5, 17]", 85),
        layer(SIGNAL, c -> c.conv1d(5, 4, o -> o.stride(3)), "conv1", "[N, 5, 6]", 85),
        layer(
            SIGNAL,
            c -> c.convTranspose1d(2, 4, o -> o.stride(2)),
            "convtranspose1",
            "[N, 2, 42]",
            34),
        layer(SIGNAL, c -> c.maxPool1d(16, p -> p.stride(2)), "maxpool1", "[N, 4, 3]", 0),
        layer(SIGNAL, c -> c.maxPool1d(3), "maxpool1", "[N, 4, 6]", 0),
        layer(SIGNAL, c -> c.avgPool1d(5), "avgpool1", "[N, 4, 4]", 0),
        layer(SIGNAL, c -> c.adaptiveAvgPool1d(7), "adaptiveavgpool1", "[N, 4, 7]", 0),
        layer(SIGNAL, c -> c.globalAvgPool1d(), "globalavgpool1", "[N, 4]", 0),
        layer(SIGNAL, c -> c.batchNorm1d(), "batchnorm1", "[N, 4, 20]", 16),
        layer(
            Sequential.input(DType.INT32, 5),
            c -> c.embedding(30, 3),
            "embedding1",
            "[N, 5, 3]",
            90));
  }

  private static Arguments layer(
      SequentialConfig start,
      UnaryOperator<SequentialConfig> add,
      String name,
      String output,
      long parameters) {
    return arguments(start, add, name, output, parameters);
  }

  @ParameterizedTest(name = "{2} {3}")
  @MethodSource("layers")
  void outputAndParametersAreInferred(
      SequentialConfig start,
      UnaryOperator<SequentialConfig> add,
      String name,
      String output,
      long parameters) {
    Summary summary = add.apply(start).build(Seed.of(1)).summary();
    assertThat(summary.rows())
        .singleElement()
        .satisfies(row -> {
          assertThat(row.name()).isEqualTo(name);
          assertThat(row.outputText()).isEqualTo(output);
          assertThat(row.parameters()).isEqualTo(parameters);
        });
  }

  static Stream<Arguments> activations() {
    return Stream.of(
        activation(c -> c.relu(), 0, 0, 1.5),
        activation(c -> c.leakyRelu(0.1), -0.2, 0, 1.5),
        activation(c -> c.elu(), Math.exp(-2) - 1, 0, 1.5),
        activation(c -> c.gelu(), -0.0455002639, 0, 1.3997892),
        activation(c -> c.silu(), -2 / (1 + Math.exp(2)), 0, 1.5 / (1 + Math.exp(-1.5))),
        activation(c -> c.sigmoid(), 1 / (1 + Math.exp(2)), 0.5, 1 / (1 + Math.exp(-1.5))),
        activation(c -> c.tanh(), Math.tanh(-2), 0, Math.tanh(1.5)),
        activation(
            c -> c.softplus(), Math.log1p(Math.exp(-2)), Math.log(2), Math.log1p(Math.exp(1.5))),
        activation(c -> c.hardSigmoid(), 1 / 6.0, 0.5, 0.75),
        activation(c -> c.hardSwish(), -1 / 3.0, 0, 1.125),
        activation(c -> c.hardTanh(), -1, 0, 1),
        activation(c -> c.softmax(), softmax(-2), softmax(0), softmax(1.5)),
        activation(
            c -> c.logSoftmax(),
            Math.log(softmax(-2)),
            Math.log(softmax(0)),
            Math.log(softmax(1.5))));
  }

  private static double softmax(double x) {
    return Math.exp(x) / (Math.exp(-2) + 1 + Math.exp(1.5));
  }

  private static Arguments activation(UnaryOperator<SequentialConfig> add, double... expected) {
    return arguments(add, expected);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void activationOfMinusTwoZeroAndOneAndAHalf(
      UnaryOperator<SequentialConfig> add, double[] expected) {
    Sequential net = add.apply(Sequential.input(3)).build(Seed.of(1));
    double[] y = net.predict(Tensor.of(new float[] {-2, 0, 1.5f}, 1, 3)).toDoubleArray();
    assertThat(y).containsExactly(expected, within(1e-6));
  }

  @Test
  void dropoutKeepsTheMeanInTrainingAndEverythingInEvaluation() {
    float[] ones = new float[10_000];
    Arrays.fill(ones, 1);
    Tensor x = Tensor.wrap(ones, 1, ones.length);
    Dropout dropout = new Dropout(0.25);
    assertThat(dropout.forward(x, Pass.evaluation())).isSameAs(x);
    float[] y = dropout.forward(x, Pass.training(Seed.of(1), 0)).toFloatArray();
    int zeros = 0;
    for (float value : y) {
      assertThat(value).isIn(0f, 4 / 3f);
      zeros += value == 0 ? 1 : 0;
    }
    assertThat(zeros).isBetween(2300, 2700);
    assertThat(dropout.forward(x, Pass.training(Seed.of(1), 1)).toFloatArray()).isNotEqualTo(y);
    assertThat(dropout.forward(x, Pass.training(Seed.of(1), 0)).toFloatArray()).isEqualTo(y);
    assertThatThrownBy(() -> new Dropout(1))
        .hasMessage(
            """
            dropout: rate out of range
              expected: 0 <= rate < 1
              but was:  1.0\
            """);
  }

  @Test
  void aResidualNeedsEqualShapes() {
    assertThatThrownBy(() -> IMAGE.residual(body -> body.conv2d(8, 1)).build(Seed.of(1)))
        .hasMessage(
            """
            residual: body and shortcut give different shapes
              at:       residual1
              input:    [1, 4, 9, 8]
              body:     [1, 8, 9, 8]
              shortcut: [1, 4, 9, 8]
              hint:     give a shortcut, such as a 1×1 convolution of the body's stride\
            """);
  }

  @Test
  void anEmbeddingLooksRowsUp() {
    Embedding table = Embedding.of(5, 2, Seed.of(1));
    float[] rows = table.weight().snapshot().toFloatArray();
    Tensor y = table.forward(Tensor.of(new int[] {3, 0}, 1, 2), Pass.evaluation());
    assertThat(y.toFloatArray()).containsExactly(rows[6], rows[7], rows[0], rows[1]);
  }
}
