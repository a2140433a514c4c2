package dev.fovea.core.vector.conv.winograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.graph.Graph;
import dev.fovea.core.op.Convolution;
import dev.fovea.core.op.ConvolutionTransposed;
import dev.fovea.core.op.ConvolutionWeightGradient;
import dev.fovea.core.op.Op;
import dev.fovea.core.scalar.ScalarKernels;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Padding;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import dev.fovea.core.vector.conv.ConvolutionAlgorithm;
import dev.fovea.core.vector.conv.ConvolutionSizes;
import dev.fovea.core.vector.run.Buffer;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.run.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class WinogradConvolutionTest {
  private static final Window WINDOW = Window.of(3, 3);

  static Stream<ConvolutionSizes> odd() {
    return Arrays.stream(ConvolutionSizes.Kind.values())
        .flatMap(kind ->
            Stream.of(
                sizes(kind, 1, 1, 1, 1, 1, WINDOW.padding(1)),
                sizes(kind, 2, 3, 1, 1, 1, WINDOW.padding(2)),
                sizes(kind, 2, 3, 5, 7, 7, WINDOW.padding(1)),
                sizes(kind, 3, 17, 3, 13, 9, WINDOW),
                sizes(kind, 1, 64, 17, 9, 13, WINDOW.padding(2)),
                sizes(kind, 1, 17, 64, 4, 4, WINDOW.padding(1)),
                sizes(kind, 9, 5, 33, 7, 7, WINDOW.padding(1)),
                sizes(kind, 1, 2, 3, 5, 70, WINDOW.padding(1)),
                sizes(kind, 2, 1, 4, 34, 3, WINDOW.padding(0, 2)),
                sizes(
                    kind, 2, 4, 2, 6, 5, WINDOW.padding(Padding.of(List.of(0, 2), List.of(1, 0)))),
                sizes(kind, 2, 70, 130, 6, 6, WINDOW.padding(1)),
                sizes(kind, 1, 130, 70, 17, 18, WINDOW.padding(1))));
  }

  @ParameterizedTest
  @MethodSource("odd")
  void agreesWithTheScalarKernelsAndKeepsToItsPlaces(ConvolutionSizes sizes) {
    Run run = new Run(sizes, 1);
    assertThat(largestError(run)).as("%s", sizes).isLessThan(4e-6);
  }

  /**
   * In units of the largest output, with 512 channels of normal random numbers. Direct summation in
   * single precision is off by 2e-6, the usual points of interpolation by 1.5e-5.
   */
  @ParameterizedTest
  @EnumSource
  void errorIsBoundedWithManyChannels(ConvolutionSizes.Kind kind) {
    Run run = new Run(sizes(kind, 1, 512, 512, 7, 7, WINDOW.padding(1)), 1);
    assertThat(largestError(run)).isLessThan(8e-6);
  }

  @ParameterizedTest
  @EnumSource
  void threadsDoNotChangeABit(ConvolutionSizes.Kind kind) {
    ConvolutionSizes sizes = sizes(kind, 5, 70, 33, 15, 18, WINDOW.padding(1));
    assertThat(new Run(sizes, 3).result()).isEqualTo(new Run(sizes, 1).result());
  }

  @Test
  void whatIsNotFiniteStaysInItsTiles() {
    ConvolutionSizes sizes =
        sizes(ConvolutionSizes.Kind.FORWARD, 2, 3, 2, 12, 12, WINDOW.padding(1));
    Run clean = new Run(sizes, 1);
    Run spoilt = new Run(sizes);
    spoilt.x[13 * 6] = Float.POSITIVE_INFINITY;
    spoilt.compute(1);
    float[] expected = clean.result();
    float[] found = spoilt.result();
    for (int i = 0; i < found.length; i++) {
      boolean firstExample = i < found.length / 2;
      int row = i / 12 % 12 / 4;
      int column = i % 12 / 4;
      if (firstExample && row == 1 && column == 1) {
        assertThat(found[i]).isNotFinite();
      } else {
        assertThat(found[i]).isEqualTo(expected[i]);
      }
    }
  }

  @Test
  void fitsWindowsOfThreeByThreeThatMoveByOne() {
    assertThat(fits(forward(WINDOW.padding(2)))).isTrue();
    assertThat(fits(forward(WINDOW.padding(3)))).isFalse();
    assertThat(fits(forward(WINDOW.stride(2)))).isFalse();
    assertThat(fits(forward(WINDOW.dilation(2)))).isFalse();
    assertThat(fits(forward(Window.of(3, 1)))).isFalse();
    assertThat(fits(forward(Window.of(5, 5)))).isFalse();
  }

  /** A network of few channels keeps the digits of a direct convolution. */
  @ParameterizedTest
  @EnumSource
  void isNotOfferedWhereItDoesNotPay(ConvolutionSizes.Kind kind) {
    assertThat(fits(sizes(kind, 17, 3, 3, 5, 4, WINDOW.padding(1)))).isFalse();
    assertThat(fits(sizes(kind, 8, 64, 64, 56, 56, WINDOW.padding(1)))).isTrue();
  }

  @Test
  void costsLessThanMultiplyingDirectlyWhereThereAreManyChannels() {
    for (ConvolutionSizes.Kind kind : ConvolutionSizes.Kind.values()) {
      assertThat(relativeCost(sizes(kind, 8, 64, 64, 56, 56, WINDOW.padding(1)))).isLessThan(0.75);
      assertThat(relativeCost(sizes(kind, 8, 512, 512, 7, 7, WINDOW.padding(1)))).isLessThan(0.75);
      assertThat(relativeCost(sizes(kind, 8, 3, 64, 56, 56, WINDOW.padding(1)))).isGreaterThan(2);
      assertThat(relativeCost(sizes(kind, 8, 8, 16, 12, 12, WINDOW.padding(1)))).isGreaterThan(1.5);
      assertThat(relativeCost(sizes(kind, 1, 64, 64, 1, 1, WINDOW.padding(1)))).isGreaterThan(1.5);
    }
  }

  private static boolean fits(ConvolutionSizes sizes) {
    return WinogradConvolution.of(sizes).isPresent();
  }

  private static double relativeCost(ConvolutionSizes sizes) {
    return new WinogradConvolution(sizes).cost() / sizes.multiplyAdds();
  }

  private static ConvolutionSizes forward(Window window) {
    return sizes(ConvolutionSizes.Kind.FORWARD, 1, 64, 64, 56, 56, window);
  }

  private static ConvolutionSizes sizes(
      ConvolutionSizes.Kind kind, int examples, int in, int out, int height, int width, Window w) {
    List<Integer> input = List.of(height, width);
    Window window = w.resolve(input);
    return new ConvolutionSizes(kind, examples, 1, in, out, window, input, window.output(input));
  }

  /** The largest difference from the scalar kernels, in units of the largest number they give. */
  private static double largestError(Run run) {
    double[] expected = run.expected();
    float[] found = run.result();
    double largest = 0;
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).isFinite();
      largest = Math.max(largest, Math.abs(expected[i]));
      error = Math.max(error, Math.abs(expected[i] - found[i]));
    }
    return error / largest;
  }

  /**
   * Three tensors in a memory that holds nothing but NaN otherwise, so that no number is taken from
   * outside or before it is made, and that shows where something was written.
   */
  private static final class Run {
    private static final int GUARD = 64;

    private final ConvolutionSizes sizes;
    private final float[] x;
    private final float[] w;
    private final float[] y;
    private float[] result = new float[0];

    /** Random numbers. */
    Run(ConvolutionSizes sizes) {
      this.sizes = sizes;
      SplittableRandom random = new SplittableRandom(7);
      this.x = normal(random, sizes.examples() * sizes.channelsIn() * sizes.elementsIn());
      this.w = normal(random, sizes.channelsIn() * sizes.channelsOut() * sizes.taps());
      this.y = normal(random, sizes.examples() * sizes.channelsOut() * sizes.elementsOut());
    }

    /** Random numbers, and what becomes of them. */
    Run(ConvolutionSizes sizes, int threads) {
      this(sizes);
      compute(threads);
    }

    private static float[] normal(SplittableRandom random, int size) {
      float[] numbers = new float[size];
      for (int i = 0; i < size; i++) {
        numbers[i] = (float) random.nextGaussian();
      }
      return numbers;
    }

    float[] result() {
      return result;
    }

    void compute(int threads) {
      ConvolutionAlgorithm winograd = new WinogradConvolution(sizes);
      long xAt = GUARD;
      long wAt = xAt + Memory.aligned((long) x.length * Float.BYTES) + GUARD;
      long yAt = wAt + Memory.aligned((long) w.length * Float.BYTES) + GUARD;
      long sharedAt = yAt + Memory.aligned((long) y.length * Float.BYTES) + GUARD;
      long workerAt = sharedAt + Memory.aligned(winograd.sharedBytes()) + GUARD;
      long each = Memory.aligned(winograd.workerBytes()) + GUARD;
      long end = workerAt + threads * each;
      Memory memory = new Memory(end, 0, Map.of());
      for (int i = 0; i < end / Float.BYTES; i++) {
        memory.put(Location.known(0, 0), i, Float.NaN);
      }
      Location xs = Location.known(0, xAt);
      Location ws = Location.known(0, wAt);
      Location ys = Location.known(0, yAt);
      put(memory, xs, x);
      put(memory, ws, w);
      put(memory, ys, y);
      Location shared = Location.known(0, sharedAt);
      Location worker = Location.of(Buffer.at(0, workerAt, each));
      for (WholeStep step : winograd.steps(xs, ws, ys, shared, worker)) {
        Workers.of(threads).run(step.tasks(), (number, task) -> step.run(memory, number, task));
      }
      result = get(memory, written(xs, ws, ys), expectedSize());
      for (long at : new long[] {0, wAt - GUARD, yAt - GUARD, sharedAt - GUARD, workerAt - GUARD}) {
        assertUntouched(memory, at);
      }
      for (int i = 1; i <= threads; i++) {
        assertUntouched(memory, workerAt + i * each - GUARD);
      }
    }

    private static void assertUntouched(Memory memory, long at) {
      assertThat(get(memory, Location.known(0, at), GUARD / Float.BYTES)).containsOnly(Float.NaN);
    }

    private Location written(Location xs, Location ws, Location ys) {
      return switch (sizes.kind()) {
        case FORWARD -> ys;
        case INPUT_GRADIENT -> xs;
        case WEIGHT_GRADIENT -> ws;
      };
    }

    private int expectedSize() {
      return switch (sizes.kind()) {
        case FORWARD -> y.length;
        case INPUT_GRADIENT -> x.length;
        case WEIGHT_GRADIENT -> w.length;
      };
    }

    double[] expected() {
      Shape xShape = shape(sizes.examples(), sizes.channelsIn(), sizes.input());
      Shape yShape = shape(sizes.examples(), sizes.channelsOut(), sizes.output());
      Shape wShape = shape(sizes.channelsOut(), sizes.channelsIn(), sizes.window().kernel());
      return switch (sizes.kind()) {
        case FORWARD -> scalar(new Convolution(sizes.window(), 1), yShape, xShape, x, wShape, w);
        case INPUT_GRADIENT ->
            scalar(
                new ConvolutionTransposed(sizes.window(), 1, sizes.input()),
                xShape,
                yShape,
                y,
                wShape,
                w);
        case WEIGHT_GRADIENT ->
            scalar(new ConvolutionWeightGradient(sizes.window(), 1), wShape, xShape, x, yShape, y);
      };
    }

    private static Shape shape(int first, int second, List<Integer> rest) {
      return Shape.of(first, second, rest.get(0), rest.get(1));
    }

    /** In double precision. */
    private static double[] scalar(
        Op op, Shape shape, Shape left, float[] a, Shape right, float[] b) {
      Graph.Node result = new Graph.Node(op, List.of(0, 1), shape, DType.FLOAT64);
      return ScalarKernels.compute(
          result,
          List.of(
              new Graph.Node(op, List.of(), left, DType.FLOAT64),
              new Graph.Node(op, List.of(), right, DType.FLOAT64)),
          List.of(doubles(a), doubles(b)));
    }

    private static double[] doubles(float[] numbers) {
      double[] doubles = new double[numbers.length];
      for (int i = 0; i < numbers.length; i++) {
        doubles[i] = numbers[i];
      }
      return doubles;
    }

    private static void put(Memory memory, Location location, float[] numbers) {
      for (int i = 0; i < numbers.length; i++) {
        memory.put(location, i, numbers[i]);
      }
    }

    private static float[] get(Memory memory, Location location, int size) {
      float[] numbers = new float[size];
      for (int i = 0; i < size; i++) {
        numbers[i] = memory.get(location, i);
      }
      return numbers;
    }
  }
}
