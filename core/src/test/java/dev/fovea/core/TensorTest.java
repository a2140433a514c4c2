package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.op.CounterRandom;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Padding;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.core.shape.Storage;
import dev.fovea.core.shape.Window;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Corners of single operations: points without a gradient, types, NaN, infinities, errors. */
class TensorTest {
  private static final double NAN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;

  private static Tensor vector(double... values) {
    return Tensor.of(values, values.length);
  }

  private static double[] gradient(Tensor y, Tensor x) {
    return Gradients.of(y.sum(), List.of(x)).getFirst().toDoubleArray();
  }

  // ---- gradients where the function has a corner ----

  @Test
  void eluHasItsWholeSlopeAtZero() {
    Tensor x = vector(-1, 0, 1);

    assertThat(gradient(x.elu(1), x)).containsExactly(Math.exp(-1), 1, 1);
  }

  @Test
  void reluHasNoSlopeAtZero() {
    Tensor x = vector(-1, 0, 1);

    assertThat(gradient(x.relu(), x)).containsExactly(0, 0, 1);
    assertThat(gradient(x.leakyRelu(0.1), x)).containsExactly(0.1, 0.1, 1);
  }

  @Test
  void powerZeroIsOneWithoutASlope() {
    Tensor x = vector(0, 2, -3);

    assertThat(x.pow(0).toDoubleArray()).containsExactly(1, 1, 1);
    assertThat(gradient(x.pow(0), x)).containsExactly(0, 0, 0);
  }

  @Test
  void clipPassesTheGradientAtItsBounds() {
    Tensor x = vector(-2, -1, 0, 1, 2);

    assertThat(gradient(x.clip(-1, 1), x)).containsExactly(0, 1, 1, 1, 0);
  }

  @Test
  void equalMaximaShareTheGradient() {
    Tensor x = vector(3, 1, 3);

    assertThat(gradient(x.max(), x)).containsExactly(0.5, 0, 0.5);
  }

  @Test
  void detachStopsTheGradient() {
    Tensor x = vector(2, 3);

    assertThat(gradient(x.times(x.detach()), x)).containsExactly(2, 3);
    assertThat(gradient(x.detach(), x)).containsExactly(0, 0);
  }

  // ---- numbers at the end of the range ----

  @Test
  void nanGoesThrough() {
    Tensor x = vector(1, NAN, -1);

    assertThat(x.relu().toDoubleArray()).containsExactly(1, NAN, 0);
    assertThat(x.elu(1).toDoubleArray()[1]).isNaN();
    assertThat(x.clip(0, 0.5).toDoubleArray()).containsExactly(0.5, NAN, 0);
    assertThat(x.max().item()).isNaN();
    assertThat(x.min().item()).isNaN();
    assertThat(x.argMax(0).item()).isEqualTo(1);
    assertThat(x.maximum(vector(0, 0, NAN)).toDoubleArray()).containsExactly(1, NAN, NAN);
    assertThat(x.equal(x).toDoubleArray()).containsExactly(1, 0, 1);
  }

  @Test
  void logSumExpOfInfinities() {
    assertThat(vector(-INF, -INF).logSumExp().item()).isEqualTo(-INF);
    assertThat(vector(INF, 1).logSumExp().item()).isEqualTo(INF);
    assertThat(vector(-INF, 1).logSumExp().item()).isEqualTo(1);
    assertThat(vector(1000, 1000).logSumExp().item()).isEqualTo(1000 + Math.log(2));
  }

  @Test
  void softmaxDoesNotOverflow() {
    Tensor x = Tensor.of(new double[] {1000, 1000, -1000}, 1, 3);

    assertThat(x.softmax(1).toDoubleArray()).containsExactly(0.5, 0.5, 0);
    assertThat(x.logSoftmax(1).toDoubleArray())
        .containsExactly(-Math.log(2), -Math.log(2), -2000 - Math.log(2));
    assertThat(vector(-1000, 1000).sigmoid().toDoubleArray()).containsExactly(0, 1);
    assertThat(vector(-1000, 1000).softplus().toDoubleArray()).containsExactly(0, 1000);
  }

  // ---- types ----

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"BOOL", "UINT8", "INT32"})
  void sumsOfWholeNumbersAreLong(DType type) {
    Tensor ones = Tensor.full(1, type, Shape.of(2, 300));

    assertThat(ones.sum(1).dtype()).isEqualTo(DType.INT64);
    assertThat(ones.sum(1).toLongArray()).containsExactly(300, 300);
  }

  @Test
  void countsTruths() {
    assertThat(vector(1, 2, 3, 4).greater(1.5).sum().item()).isEqualTo(3);
  }

  @Test
  void smallestOfPixelsAndTruths() {
    Tensor pixels = Tensor.of(new byte[] {5, 0, (byte) 200}, 3);
    Tensor truths = Tensor.of(new boolean[] {true, false}, 2);

    assertThat(pixels.min().item()).isEqualTo(0);
    assertThat(pixels.min().dtype()).isEqualTo(DType.UINT8);
    assertThat(pixels.slice(2, 3).min().item()).isEqualTo(200);
    assertThat(truths.min().item()).isEqualTo(0);
  }

  @Test
  void wholeNumbersTakeNoFractions() {
    Tensor whole = Tensor.of(new int[] {1, 2}, 2);

    assertThatThrownBy(() -> whole.times(0.5))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            full: the number is not of the type
              expected: a value of int32
              but was:  0.5
              hint:     convert the tensor with to(DType.FLOAT32)\
            """);
    assertThat(whole.minus(1).toLongArray()).containsExactly(0, 1);
    assertThat(Tensor.of(new byte[] {7}, 1).minus(2).toLongArray()).containsExactly(5);
  }

  @Test
  void convolutionNeedsOneFloatingType() {
    Tensor x = Tensor.zeros(1, 1, 5);
    Tensor weight = Tensor.full(1, DType.FLOAT64, Shape.of(1, 1, 3));

    assertThatThrownBy(() -> x.conv(weight, Window.of(3), 1))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            conv1d: expects two tensors of one floating type
              input:  float32
              weight: float64\
            """);
    assertThatThrownBy(() -> x.to(DType.INT32).maxPool(Window.of(2)))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            max_pool1d: expects floating-point numbers
              expected: float32 or float64
              but was:  int32
              hint:     convert with to(DType.FLOAT32)\
            """);
    assertThatThrownBy(() -> x.to(DType.UINT8).avgPool(Window.of(2), true))
        .isInstanceOf(ShapeError.class)
        .hasMessageStartingWith("avg_pool1d: expects floating-point numbers");
  }

  // ---- windows ----

  @Test
  void aWindowWithAllItsTapsInThePaddingHasNoLargestElement() {
    Tensor x = Tensor.of(new double[] {7}, 1, 1, 1);
    Tensor y = x.maxPool(Window.of(2).dilation(3).padding(2));

    assertThat(y.toDoubleArray()).containsExactly(-INF, -INF);
    assertThat(gradient(y.where(y.greater(-INF), 0), x)).containsExactly(0);
    assertThat(gradient(y, x)).containsExactly(0);
  }

  @Test
  void poolingNeedsAnInput() {
    assertThatThrownBy(() -> Tensor.zeros(2, 3, 0, 4).maxPool(Window.of(2, 2).padding(1)))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            max_pool2d: an axis is empty
              input: [N=2, C=3, H=0, W=4]\
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void transposedSameConvolutionMultipliesTheSizeByTheStride(int stride) {
    for (int size = 1; size <= 6; size++) {
      Tensor x = Tensor.ones(1, 1, size);
      Window window = Window.of(3).stride(stride).padding(Padding.same());

      Tensor y = x.convTransposed(Tensor.ones(1, 1, 3), window, 1);

      assertThat(y.shape()).isEqualTo(Shape.of(1, 1, size * stride));
      assertThat(y.conv(Tensor.ones(1, 1, 3), window, 1).shape()).isEqualTo(x.shape());
    }
  }

  @Test
  void outputPaddingIsOneNumberOrOneAnAxis() {
    Window window = Window.of(2, 2).stride(2);

    assertThatThrownBy(() ->
            Tensor.ones(1, 1, 3, 3).convTransposed(Tensor.ones(1, 1, 2, 2), window, 1, 1, 0, 1))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            conv_transpose2d: wrong number of values for the output padding
              expected: none, 1 or 2
              but was:  [1, 0, 1]\
            """);
  }

  // ---- rows by number ----

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void aNumberOutOfRangeSaysWhere(String backend) {
    Engine engine = Engine.of(backend, 1);
    Tensor indices = Tensor.of(new long[] {0, 1, 2, 0, 5, 1}, 2, 3);
    Tensor negative = Tensor.of(new int[] {0, -1}, 2);

    assertThatThrownBy(() -> engine.run(() -> indices.oneHot(3).toFloatArray()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("one_hot: number out of range at [1, 1] of [2, 3]: expected 0 to 2 but was 5");
    assertThatThrownBy(() -> engine.run(() -> Tensor.zeros(4, 7).rows(indices).toFloatArray()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "embedding: number out of range at [1, 1] of [2, 3]: expected 0 to 3 but was 5");
    assertThatThrownBy(() -> engine.run(() -> Tensor.zeros(4, 7).rows(negative).toFloatArray()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("embedding: number out of range at [1] of [2]: expected 0 to 3 but was -1");
  }

  // ---- dropout ----

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void dropoutFollowsItsRandomBits(String backend) {
    int size = 1000;
    Tensor step = Tensor.of(new long[] {3});
    float[] y =
        Engine.of(backend, 2)
            .run(() -> Tensor.ones(10, 100).dropout(0.3, Seed.of(5), step).toFloatArray());

    long key = CounterRandom.key(5, 3);
    for (int i = 0; i < size; i++) {
      boolean dropped = CounterRandom.bits(key, i) < CounterRandom.threshold(0.3);
      assertThat(y[i]).as("element %d", i).isEqualTo(dropped ? 0 : (float) (1 / (1 - 0.3)));
    }
    long kept = Arrays.stream(Storage.of(y).toDoubles()).filter(value -> value != 0).count();
    assertThat(kept).isBetween(650L, 750L);
  }

  @Test
  void aRateNextToOneDropsEverything() {
    Tensor x = Tensor.ones(1000);

    assertThat(x.dropout(1 - 1e-12, Seed.of(1), Tensor.of(new long[] {0})).sum().item()).isZero();
    assertThat(CounterRandom.threshold(0)).isEqualTo(Integer.MIN_VALUE);
    assertThat(CounterRandom.threshold(0.5)).isZero();
  }

  // ---- gradients in general ----

  @Test
  void gradientByWhatTheLossDoesNotUseIsZero() {
    Tensor x = vector(1, 2);
    Tensor y = vector(3);

    assertThat(Gradients.of(x.sum(), List.of(y, x)))
        .extracting(Tensor::toDoubleArray)
        .containsExactly(new double[] {0}, new double[] {1, 1});
  }

  @Test
  void gradientByATensorOnTheWayCountsTheWholeWay() {
    Tensor x = vector(2);
    Tensor y = x.times(3);
    Tensor loss = y.times(y).plus(x).sum();

    assertThat(Gradients.of(loss, List.of(y, x, loss)))
        .extracting(Tensor::item)
        .containsExactly(12.0, 37.0, 1.0);
  }

  @Test
  void gradientOfAVectorIsRefused() {
    assertThatThrownBy(() -> Gradients.of(vector(1, 2), List.of()))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            gradient: the loss must be a single floating-point number
              expected: [] float32 or float64
              but was:  [2] float64
              hint:     take the mean or the sum first\
            """);
  }

  // ---- shapes ----

  @Test
  void reshapeWorksOutTheOpenSize() {
    assertThat(Tensor.zeros(2, 3, 4).reshape(-1, 6).shape()).isEqualTo(Shape.of(4, 6));
    assertThatThrownBy(() -> Tensor.zeros(2, 3).reshape(-1, 4))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            reshape: the open size is not a whole number
              input:     [2, 3], 6 elements
              asked for: [-1, 4]\
            """);
  }

  @Test
  void shapesThatDoNotBroadcast() {
    assertThatThrownBy(() -> Tensor.zeros(2, 3).plus(Tensor.zeros(2)))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            add: shapes do not broadcast
              left:     [2, 3]
              right:    [2]
              expected: equal sizes or 1, from the last axis on
              but was:  3 against 2 on axis -1\
            """);
  }

  @Test
  void emptyBatchesPass() {
    Tensor x = Tensor.zeros(0, 3);

    assertThat(x.plus(1).relu().sum(1).toFloatArray()).isEmpty();
    assertThat(x.sum(0).toFloatArray()).containsExactly(0, 0, 0);
    assertThat(x.matmul(Tensor.zeros(3, 2)).shape()).isEqualTo(Shape.of(0, 2));
    assertThatThrownBy(() -> x.max(0))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            max: an axis is empty
              input: [0, 3]
              axes:  [0]\
            """);
  }

  @Test
  void channelsLastIsRecognized() {
    assertThatThrownBy(() ->
            Tensor.zeros(32, 28, 28, 64).conv(Tensor.zeros(128, 64, 3, 3), Window.of(3, 3), 1))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            conv2d: input channels do not match the kernel
              input:    [N=32, C=28, H=28, W=64]
              kernel:   [C_out=128, C_in/groups=64, kH=3, kW=3], groups=1
              expected: C = 64
              but was:  C = 28
              hint:     the last axis has 64 elements: this library uses NCHW, not channels last\
            """);
  }
}
