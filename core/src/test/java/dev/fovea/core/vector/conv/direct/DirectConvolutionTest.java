package dev.fovea.core.vector.conv.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.fovea.core.shape.Padding;
import dev.fovea.core.shape.Window;
import dev.fovea.core.vector.conv.ConvolutionAlgorithm;
import dev.fovea.core.vector.conv.ConvolutionRun;
import dev.fovea.core.vector.conv.ConvolutionSizes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Direct convolutions of all kinds against the scalar kernels, by their steps alone. */
class DirectConvolutionTest {
  private record Case(
      int examples, int groups, int in, int out, Window window, List<Integer> input) {
    ConvolutionSizes of(ConvolutionSizes.Kind kind) {
      return ConvolutionRun.sizes(kind, examples, groups, in, out, window, input);
    }
  }

  private static Stream<Case> cases() {
    Window w3 = Window.of(3);
    Window w33 = Window.of(3, 3);
    return Stream.of(
        new Case(5, 1, 2, 3, w3, List.of(13)),
        new Case(1, 1, 1, 1, w3, List.of(7)),
        new Case(3, 1, 3, 5, w3.stride(2).padding(1), List.of(17)),
        new Case(2, 1, 3, 2, Window.of(2).stride(5), List.of(17)),
        new Case(2, 1, 1, 3, Window.of(9).dilation(4).padding(16), List.of(41)),
        new Case(2, 1, 2, 3, w3.padding(Padding.of(List.of(0), List.of(2))), List.of(7)),
        new Case(2, 3, 2, 3, w3, List.of(9)),
        new Case(3, 5, 1, 1, w3.padding(1), List.of(13)),
        new Case(1, 1, 6, 8, Window.of(16), List.of(128)),
        new Case(2, 1, 32, 32, w3.stride(2).padding(1), List.of(75)),
        new Case(1, 1, 2, 5, w3.padding(1), List.of(200_000)),
        new Case(5, 1, 2, 3, w33, List.of(7, 8)),
        new Case(1, 1, 1, 1, Window.of(1, 1), List.of(1, 1)),
        new Case(1, 1, 1, 8, Window.of(5, 5), List.of(28, 28)),
        new Case(1, 1, 8, 16, Window.of(5, 5), List.of(12, 12)),
        new Case(2, 1, 17, 13, Window.of(2, 3), List.of(5, 7)),
        new Case(3, 1, 3, 5, w33.stride(2).padding(1), List.of(9, 8)),
        new Case(2, 1, 2, 3, w33.stride(3, 1), List.of(9, 7)),
        new Case(2, 1, 2, 3, Window.of(2, 1).stride(3, 2), List.of(9, 7)),
        new Case(3, 1, 2, 7, Window.of(4, 5), List.of(4, 5)),
        new Case(3, 1, 9, 5, Window.of(1, 1), List.of(4, 5)),
        new Case(2, 1, 3, 4, Window.of(1, 1).stride(2), List.of(5, 6)),
        new Case(2, 1, 2, 3, Window.of(1, 7).padding(0, 3), List.of(3, 9)),
        new Case(2, 1, 2, 3, Window.of(7, 1).padding(3, 0), List.of(9, 3)),
        new Case(2, 1, 2, 3, Window.of(4, 3).stride(2, 3).padding(Padding.same()), List.of(7, 8)),
        new Case(2, 1, 2, 3, w33.dilation(2, 3), List.of(9, 11)),
        new Case(
            3,
            2,
            2,
            3,
            Window.of(3, 2)
                .stride(2, 3)
                .dilation(2, 1)
                .padding(Padding.of(List.of(2, 0), List.of(1, 1))),
            List.of(9, 10)),
        new Case(2, 2, 2, 2, w33.stride(3, 2).padding(1, 2).dilation(2, 1), List.of(12, 9)),
        new Case(3, 7, 1, 1, w33.padding(1), List.of(6, 5)),
        new Case(2, 2, 1, 3, w33, List.of(6, 6)),
        new Case(
            1,
            1,
            1,
            2,
            Window.of(2, 2).padding(Padding.of(List.of(3, 1), List.of(0, 4))),
            List.of(3, 3)),
        new Case(1, 1, 3, 4, Window.of(7, 7).stride(2).padding(3), List.of(56, 60)),
        new Case(2, 1, 64, 20, w33.padding(1), List.of(56, 56)),
        new Case(8, 1, 96, 67, w33.padding(1), List.of(7, 7)));
  }

  @TestFactory
  Stream<DynamicTest> agreesWithTheScalarKernels() {
    return cases()
        .flatMap(c ->
            Arrays.stream(ConvolutionSizes.Kind.values())
                .map(c::of)
                .map(sizes -> DynamicTest.dynamicTest(name(sizes), () -> agrees(sizes))));
  }

  @TestFactory
  Stream<DynamicTest> workersAndOrderDoNotChangeABit() {
    return cases()
        .flatMap(c ->
            Arrays.stream(ConvolutionSizes.Kind.values())
                .map(c::of)
                .map(sizes -> DynamicTest.dynamicTest(name(sizes), () -> sameBits(sizes))));
  }

  private static String name(ConvolutionSizes sizes) {
    return sizes + " " + sizes.window() + " in " + sizes.groups() + " groups";
  }

  private static void agrees(ConvolutionSizes sizes) {
    List<double[]> values = ConvolutionRun.values(sizes, 7);
    double[] expected = ConvolutionRun.expected(sizes, values);
    float[] found =
        ConvolutionRun.found(DirectConvolution.of(sizes).orElseThrow(), sizes, values, false, 1);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found[i])
          .as("element %d of %s", i, name(sizes))
          .isCloseTo(expected[i], offset(1e-5 * (1 + largest)));
    }
  }

  private static void sameBits(ConvolutionSizes sizes) {
    List<double[]> values = ConvolutionRun.values(sizes, 11);
    ConvolutionAlgorithm direct = DirectConvolution.of(sizes).orElseThrow();
    float[] one = ConvolutionRun.found(direct, sizes, values, false, 1);
    assertThat(ConvolutionRun.found(direct, sizes, values, true, 3)).isEqualTo(one);
  }
}
