package dev.fovea.core.vector.conv.fourier;

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
import dev.fovea.core.vector.conv.ConvolutionSizes.Kind;
import dev.fovea.core.vector.run.Buffer;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.run.Workers;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions by Fourier transforms against the scalar kernels, which sum in double precision. */
class FourierConvolutionTest {
  /**
   * What single precision may lose, relative to the root mean square of the result: a few roundings
   * for each pass of a transform.
   */
  private static final double ERROR = 1e-6;

  private static ConvolutionSizes sizes(
      Kind kind, int examples, int in, int out, int[] input, int[] kernel, int... padding) {
    Window window =
        Window.of(kernel)
            .padding(Padding.of(List.of(padding[0], padding[1]), List.of(padding[2], padding[3])));
    List<Integer> spatial = List.of(input[0], input[1]);
    return new ConvolutionSizes(
        kind, examples, 1, in, out, window, spatial, window.output(spatial));
  }

  private static int[] by(int height, int width) {
    return new int[] {height, width};
  }

  static Stream<ConvolutionSizes> geometries() {
    return Stream.of(Kind.values())
        .flatMap(kind ->
            Stream.of(
                sizes(kind, 1, 1, 1, by(1, 1), by(1, 1), 0, 0, 0, 0),
                sizes(kind, 2, 3, 5, by(9, 7), by(3, 2), 0, 0, 0, 0),
                sizes(kind, 3, 2, 17, by(13, 11), by(5, 4), 2, 1, 1, 2),
                sizes(kind, 1, 17, 2, by(11, 13), by(6, 7), 0, 6, 5, 0),
                sizes(kind, 2, 33, 40, by(12, 10), by(4, 4), 0, 0, 0, 0),
                sizes(kind, 5, 1, 19, by(31, 29), by(8, 9), 3, 3, 4, 4),
                sizes(kind, 2, 2, 3, by(3, 4), by(7, 6), 3, 2, 2, 4),
                sizes(kind, 1, 2, 2, by(3, 3), by(2, 2), 3, 1, 0, 4),
                sizes(kind, 1, 3, 4, by(1, 40), by(1, 31), 0, 15, 0, 15),
                sizes(kind, 2, 20, 3, by(40, 1), by(16, 1), 7, 0, 8, 0)));
  }

  @ParameterizedTest
  @MethodSource("geometries")
  void agreesWithTheScalarKernels(ConvolutionSizes sizes) {
    ConvolutionAlgorithm algorithm =
        FourierConvolution.of(sizes, Double.POSITIVE_INFINITY).orElseThrow();
    Case example = new Case(sizes);
    float[] found =
        example.run(algorithm.sharedBytes(), algorithm.workerBytes(), algorithm::steps, 1);
    assertThat(example.error(found)).isLessThan(ERROR);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anyTilesWillDo(Kind kind) {
    ConvolutionSizes sizes = sizes(kind, 2, 3, 18, by(14, 11), by(5, 4), 1, 0, 2, 3);
    Case example = new Case(sizes);
    List<FourierAxis> across = FourierAxis.candidates(sizes, 1);
    List<FourierAxis> down = FourierAxis.candidates(sizes, 0);
    assertThat(down.stream().mapToInt(FourierAxis::tiles)).contains(1, 2, 3, 5);
    for (int i = 0; i < Math.max(down.size(), across.size()); i++) {
      FourierPlan plan =
          new FourierPlan(sizes, down.get(i % down.size()), across.get(i % across.size()));
      assertThat(example.error(example.run(plan, 1))).as("%s", plan).isLessThan(ERROR);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void threadsDoNotChangeABit(Kind kind) {
    ConvolutionSizes sizes = sizes(kind, 3, 18, 20, by(25, 23), by(6, 5), 2, 2, 3, 2);
    Case example = new Case(sizes);
    FourierPlan plan = FourierPlan.best(sizes).orElseThrow();
    float[] alone = example.run(plan, 1);
    assertThat(example.run(plan, 2)).isEqualTo(alone);
    assertThat(example.run(plan, 3)).isEqualTo(alone);
  }

  @Test
  void isForImagesWithoutStrideDilationOrGroups() {
    ConvolutionSizes fine = sizes(Kind.FORWARD, 1, 2, 2, by(9, 9), by(3, 3), 0, 0, 0, 0);
    assertThat(fits(fine)).isTrue();
    assertThat(fits(with(fine, 1, fine.window().stride(2)))).isFalse();
    assertThat(fits(with(fine, 1, fine.window().dilation(2)))).isFalse();
    assertThat(fits(with(fine, 2, fine.window()))).isFalse();
    Window signal = Window.of(3).padding(0);
    assertThat(fits(new ConvolutionSizes(Kind.FORWARD, 1, 1, 2, 2, signal, List.of(9), List.of(7))))
        .isFalse();
  }

  private static boolean fits(ConvolutionSizes sizes) {
    return FourierConvolution.of(sizes, Double.POSITIVE_INFINITY).isPresent();
  }

  private static ConvolutionSizes with(ConvolutionSizes sizes, int groups, Window window) {
    return new ConvolutionSizes(
        sizes.kind(),
        sizes.examples(),
        groups,
        sizes.channelsIn(),
        sizes.channelsOut(),
        window,
        sizes.input(),
        window.output(sizes.input()));
  }

  /** Numbers for one convolution, and what it should give. */
  private static final class Case {
    private final ConvolutionSizes sizes;
    private final double[] x;
    private final double[] w;
    private final double[] y;
    private final double[] expected;

    Case(ConvolutionSizes sizes) {
      this.sizes = sizes;
      Random random = new Random(7);
      Shape xShape =
          Shape.of(sizes.examples(), sizes.channelsIn(), sizes.heightIn(), sizes.widthIn());
      Shape wShape =
          Shape.of(
              sizes.channelsOut(),
              sizes.channelsIn(),
              sizes.window().kernel().get(0),
              sizes.window().kernel().get(1));
      Shape yShape =
          Shape.of(sizes.examples(), sizes.channelsOut(), sizes.heightOut(), sizes.widthOut());
      x = normal(random, xShape);
      w = normal(random, wShape);
      y = normal(random, yShape);
      expected =
          switch (sizes.kind()) {
            case FORWARD ->
                scalar(new Convolution(sizes.window(), 1), yShape, xShape, x, wShape, w);
            case INPUT_GRADIENT ->
                scalar(
                    new ConvolutionTransposed(sizes.window(), 1, sizes.input()),
                    xShape,
                    yShape,
                    y,
                    wShape,
                    w);
            case WEIGHT_GRADIENT ->
                scalar(
                    new ConvolutionWeightGradient(sizes.window(), 1), wShape, xShape, x, yShape, y);
          };
    }

    private static double[] normal(Random random, Shape shape) {
      return random.doubles(shape.size()).map(u -> (float) (random.nextGaussian() + u)).toArray();
    }

    private static double[] scalar(
        Op op, Shape result, Shape first, double[] a, Shape second, double[] b) {
      return ScalarKernels.compute(
          new Graph.Node(op, List.of(0, 1), result, DType.FLOAT64),
          List.of(
              new Graph.Node(op, List.of(), first, DType.FLOAT64),
              new Graph.Node(op, List.of(), second, DType.FLOAT64)),
          List.of(a, b));
    }

    /** The steps, given their places. */
    private interface Steps {
      List<WholeStep> at(Location x, Location w, Location y, Location shared, Location worker);
    }

    float[] run(FourierPlan plan, int threads) {
      return run(plan.sharedBytes(), plan.workerBytes(), plan::steps, threads);
    }

    float[] run(long sharedBytes, long workerBytes, Steps steps, int threads) {
      long wAt = Memory.aligned((long) x.length * Float.BYTES);
      long yAt = wAt + Memory.aligned((long) w.length * Float.BYTES);
      long sharedAt = yAt + Memory.aligned((long) y.length * Float.BYTES);
      long workerAt = sharedAt + Memory.aligned(sharedBytes);
      long each = Memory.aligned(workerBytes);
      Memory memory = new Memory(workerAt + threads * each, 0, Map.of());
      memory.base(0).fill((byte) 0xFF); // not numbers
      Location xRows = Location.known(0, 0);
      Location wRows = Location.known(0, wAt);
      Location yRows = Location.known(0, yAt);
      boolean[] given = {
        sizes.kind() != Kind.INPUT_GRADIENT,
        sizes.kind() != Kind.WEIGHT_GRADIENT,
        sizes.kind() != Kind.FORWARD
      };
      put(memory, xRows, x, given[0]);
      put(memory, wRows, w, given[1]);
      put(memory, yRows, y, given[2]);
      Location worker = Location.of(Buffer.at(0, workerAt, each));
      for (WholeStep step : steps.at(xRows, wRows, yRows, Location.known(0, sharedAt), worker)) {
        Workers.of(threads).run(step.tasks(), (number, task) -> step.run(memory, number, task));
      }
      Location result = !given[0] ? xRows : !given[1] ? wRows : yRows;
      float[] found = new float[expected.length];
      for (int i = 0; i < found.length; i++) {
        found[i] = memory.get(result, i);
      }
      return found;
    }

    private static void put(Memory memory, Location rows, double[] values, boolean given) {
      for (int i = 0; given && i < values.length; i++) {
        memory.put(rows, i, (float) values[i]);
      }
    }

    /** The largest error over the root mean square of the expected result. */
    double error(float[] found) {
      double largest = 0;
      double square = 0;
      for (int i = 0; i < expected.length; i++) {
        double apart = Math.abs(found[i] - expected[i]);
        largest = Math.max(largest, apart);
        square += expected[i] * expected[i];
      }
      return largest / Math.sqrt(square / expected.length);
    }
  }
}
