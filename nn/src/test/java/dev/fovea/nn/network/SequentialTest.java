package dev.fovea.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Pass;
import dev.fovea.nn.StateMismatch;
import dev.fovea.nn.Summary;
import dev.fovea.nn.layer.Conv2d;
import dev.fovea.nn.layer.Linear;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SequentialTest {
  private final Sequential cnn =
      Sequential.input(1, 28, 28)
          .conv2d(8, 5)
          .relu()
          .maxPool2d(2)
          .conv2d(16, 5)
          .relu()
          .maxPool2d(2)
          .flatten()
          .dropout(0.5)
          .linear(10)
          .build(Seed.of(42));

  @Test
  void summaryHasTheTutorialsFigures() {
    assertThat(cnn.summary())
        .hasToString(
            """
            Layer (type)          Output shape    Parameters
            ------------------------------------------------
            conv1 (Conv2d)        [N, 8, 24, 24]         208
            relu1 (Relu)          [N, 8, 24, 24]           0
            maxpool1 (MaxPool2d)  [N, 8, 12, 12]           0
            conv2 (Conv2d)        [N, 16, 8, 8]        3,216
            relu2 (Relu)          [N, 16, 8, 8]            0
            maxpool2 (MaxPool2d)  [N, 16, 4, 4]            0
            flatten1 (Flatten)    [N, 256]                 0
            dropout1 (Dropout)    [N, 256]                 0
            linear1 (Linear)      [N, 10]              2,570
            ------------------------------------------------
            Total                                      5,994
            Trainable                                  5,994
            Non-trainable                                  0\
            """);
  }

  @Test
  void frozenWeightsAndRunningStatisticsAreNotTrainable() {
    Sequential net =
        Sequential.input(3, 8, 8).conv2d(4, 3).batchNorm2d().flatten().linear(2).build(Seed.of(1));
    net.freeze("conv*");
    Summary summary = net.summary();
    assertThat(summary.total()).isEqualTo(112 + 16 + 290);
    assertThat(summary.nonTrainable()).isEqualTo(112 + 8);
    net.unfreeze("conv1");
    assertThat(net.summary().nonTrainable()).isEqualTo(8);
  }

  @Test
  void aPatternWithoutParametersIsAnError() {
    Sequential net = Sequential.input(4).linear(2).build(Seed.of(1));
    assertThatThrownBy(() -> net.freeze("fc*"))
        .hasMessage("no parameter matches fc*: expected one of [linear1.weight, linear1.bias]");
  }

  @Test
  void shapesFailAtBuildTimeWithThePath() {
    assertThatThrownBy(() ->
            Sequential.input(1, 28, 28)
                .residual(body -> body.conv2d(8, 5, c -> c.padding(2)).maxPool2d(40))
                .build(Seed.of(1)))
        .hasMessage(
            """
            max_pool2d: the kernel is larger than the input
              at:       residual1.maxpool1
              input:    [N=1, C=8, H=28, W=28]
              kernel:   [40, 40]
              expected: at least 40 padded elements on axis H
              but was:  28
              hint:     add padding, or remove a pooling or stride before this layer\
            """);
    assertThatThrownBy(() -> Sequential.input(1, 28, 28).conv2d(8, 5).linear(10).build(Seed.of(1)))
        .hasMessage(
            """
            linear: wrong number of axes
              at:       linear1
              input:    [8, 24, 24] (one example)
              expected: [features]
              but was:  3 axes
              hint:     flatten first\
            """);
  }

  @Test
  void aWrongInputNamesTheLayer() {
    assertThatThrownBy(() -> cnn.forward(Tensor.zeros(2, 3, 28, 28), Pass.evaluation()))
        .hasMessage(
            """
            conv2d: input channels do not match the kernel
              at:       conv1
              input:    [N=2, C=3, H=28, W=28]
              kernel:   [C_out=8, C_in/groups=1, kH=5, kW=5], groups=1
              expected: C = 1
              but was:  C = 3\
            """);
  }

  @Test
  void upToEndsAfterTheLayerAndSharesItsParameters() {
    Sequential head = cnn.upTo("maxpool1");
    assertThat(head.children().keySet()).containsExactly("conv1", "relu1", "maxpool1");
    assertThat(head.child("conv1")).isSameAs(cnn.child("conv1"));
    assertThat(head.predict(Tensor.wrap(new float[3 * 784], 3, 1, 28, 28)).shape())
        .isEqualTo(Shape.of(3, 8, 12, 12));
    assertThatThrownBy(() -> cnn.upTo("conv3"))
        .hasMessageStartingWith("no layer conv3: expected one of [conv1, relu1, maxpool1, conv2,");
  }

  @Test
  void replaceExchangesOneLayer() {
    Linear fc = Linear.config(3).build(Shape.of(256), Seed.of(9));
    Sequential other = cnn.replace("linear1", fc);
    assertThat(other.child("linear1")).isSameAs(fc);
    assertThat(other.child("conv2")).isSameAs(cnn.child("conv2"));
    assertThat(other.children().keySet()).isEqualTo(cnn.children().keySet());
    assertThat(other.summary().total()).isEqualTo(5994 - 2570 + 771);
  }

  @Test
  void predictInBatchesIsTheSameAsAtOnce() {
    Sequential net = Sequential.input(2, 3, 3).conv2d(3, 2).flatten().linear(4).build(Seed.of(3));
    float[] values = new float[601 * 18];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37 % 101) / 50f - 1;
    }
    Tensor x = Tensor.of(values, 601, 2, 3, 3);
    Tensor inBatches = net.predict(x);
    assertThat(inBatches.shape()).isEqualTo(Shape.of(601, 4));
    assertThat(inBatches.toFloatArray())
        .isEqualTo(net.forward(x, Pass.evaluation()).toFloatArray());
  }

  @Test
  void namesCanBeChosenOnce() {
    SequentialConfig config = Sequential.input(4).linear(3).named("fc").relu().linear(2);
    assertThat(config.build(Seed.of(1)).children().keySet())
        .containsExactly("fc", "relu1", "linear1");
    assertThatThrownBy(() -> config.named("fc")).hasMessage("layer name: fc is taken already");
  }

  @Test
  void aLambdaIsALayer() {
    Layer square = (x, _) -> x.times(x);
    Sequential net = Sequential.input(2).add(square).build(Seed.of(1));
    assertThat(net.children().keySet()).containsExactly("layer1");
    assertThat(net.predict(Tensor.of(new float[] {3, -4}, 1, 2)).toFloatArray())
        .containsExactly(9, 16);
  }

  @Test
  void aChildComesAsWhatItIs() {
    assertThat(cnn.child("conv1", Conv2d.class).weight().shape()).isEqualTo(Shape.of(8, 1, 5, 5));
    assertThatThrownBy(() -> cnn.child("relu1", Conv2d.class))
        .hasMessage("layer relu1: expected Conv2d but was Relu");
  }

  @Test
  void loadListsEveryDifference() {
    Sequential net = Sequential.input(4).linear(3).named("fc").build(Seed.of(1));
    Map<String, Tensor> values = new LinkedHashMap<>();
    values.put("fc.weight", Tensor.zeros(4, 3));
    values.put("head.bias", Tensor.zeros(3));
    float[] before = net.snapshot().firstEntry().getValue().toFloatArray();
    assertThatThrownBy(() -> net.load(values))
        .isInstanceOf(StateMismatch.class)
        .hasMessage(
            """
            load: the values do not fit the model
              missing (1):
                fc.bias
              unexpected (1):
                head.bias
              different (1):
                fc.weight: expected [3, 4] float32 but was [4, 3] float32\
            """);
    assertThat(net.snapshot().firstEntry().getValue().toFloatArray()).isEqualTo(before);
  }
}
