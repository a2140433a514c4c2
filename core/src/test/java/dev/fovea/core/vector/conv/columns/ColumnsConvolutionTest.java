package dev.fovea.core.vector.conv.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.fovea.core.shape.Padding;
import dev.fovea.core.shape.Window;
import dev.fovea.core.vector.conv.ConvolutionRun;
import dev.fovea.core.vector.conv.ConvolutionSizes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Convolutions of all kinds by columns against the scalar kernels, by their steps alone. */
class ColumnsConvolutionTest {
  private static final Window W3 = Window.of(3);
  private static final Window W11 = Window.of(1, 1);
  private static final Window W33 = Window.of(3, 3);

  private record Case(int examples, int in, int out, Window window, List<Integer> input) {
    ConvolutionSizes of(ConvolutionSizes.Kind kind) {
      return ConvolutionRun.sizes(kind, examples, 1, in, out, window, input);
    }
  }

  private static Stream<Case> signals() {
    return Stream.of(
        new Case(1, 1, 1, Window.of(1), List.of(1)),
        new Case(5, 2, 3, W3, List.of(13)),
        new Case(1, 1, 1, W3, List.of(7)),
        new Case(3, 3, 5, W3.stride(2).padding(1), List.of(17)),
        new Case(2, 3, 2, Window.of(2).stride(5), List.of(17)),
        new Case(2, 1, 3, Window.of(9).dilation(4).padding(16), List.of(41)),
        new Case(2, 2, 3, W3.padding(Padding.of(List.of(0), List.of(2))), List.of(7)),
        new Case(2, 2, 9, Window.of(9).padding(8), List.of(3)),
        new Case(2, 3, 4, Window.of(4).stride(6).dilation(4).padding(3), List.of(37)),
        new Case(2, 3, 4, Window.of(4).stride(2).dilation(2).padding(3), List.of(37)),
        new Case(2, 3, 4, Window.of(5).stride(3).dilation(2).padding(2), List.of(50)),
        new Case(1, 6, 8, Window.of(16), List.of(128)),
        new Case(2, 32, 32, W3.stride(2).padding(1), List.of(75)),
        new Case(1, 2, 5, W3.padding(1), List.of(20_000)),
        new Case(3, 40, 51, Window.of(1), List.of(33)));
  }

  private static Stream<Case> images() {
    return Stream.of(
        new Case(1, 1, 1, W11, List.of(1, 1)),
        new Case(3, 9, 5, W11, List.of(4, 5)),
        new Case(2, 3, 4, W11.stride(2), List.of(5, 6)),
        new Case(3, 16, 48, W11.stride(2), List.of(14, 14)),
        new Case(2, 70, 130, W11.stride(3, 2), List.of(7, 9)),
        new Case(2, 3, 4, W11.padding(1), List.of(3, 4)),
        new Case(5, 2, 3, W33, List.of(7, 8)),
        new Case(3, 3, 5, W33.stride(2).padding(1), List.of(9, 8)),
        new Case(2, 17, 13, Window.of(2, 3), List.of(5, 7)),
        new Case(2, 2, 3, W33.stride(3, 1), List.of(9, 7)),
        new Case(2, 2, 3, Window.of(2, 1).stride(3, 2), List.of(9, 7)),
        new Case(3, 2, 7, Window.of(4, 5), List.of(4, 5)),
        new Case(2, 2, 3, Window.of(1, 7).padding(0, 3), List.of(3, 9)),
        new Case(2, 2, 3, Window.of(7, 1).padding(3, 0), List.of(9, 3)),
        new Case(2, 2, 3, Window.of(5, 9).padding(2, 6), List.of(4, 3)),
        new Case(2, 2, 3, Window.of(4, 3).stride(2, 3).padding(Padding.same()), List.of(7, 8)),
        new Case(2, 2, 3, W33.dilation(2, 3), List.of(9, 11)),
        new Case(
            3,
            2,
            3,
            Window.of(3, 2)
                .stride(2, 3)
                .dilation(2, 1)
                .padding(Padding.of(List.of(2, 0), List.of(1, 1))),
            List.of(9, 10)),
        new Case(
            1,
            1,
            2,
            Window.of(2, 2).padding(Padding.of(List.of(3, 1), List.of(0, 4))),
            List.of(3, 3)),
        new Case(
            2,
            1,
            2,
            Window.of(2, 2).stride(2).padding(Padding.of(List.of(5, 4), List.of(6, 7))),
            List.of(2, 1)),
        new Case(1, 3, 20, Window.of(7, 7).stride(2).padding(3), List.of(46, 60)),
        new Case(4, 40, 67, W33.stride(2).padding(1), List.of(14, 14)),
        new Case(2, 70, 37, W33.stride(2).padding(1), List.of(18, 31)),
        new Case(2, 20, 600, W33.stride(2).padding(1), List.of(5, 5)),
        new Case(2, 16, 20, W33.padding(1), List.of(28, 28)));
  }

  private static Stream<ConvolutionSizes> all() {
    return Stream.concat(signals(), images())
        .flatMap(c -> Arrays.stream(ConvolutionSizes.Kind.values()).map(c::of));
  }

  private static String name(ConvolutionSizes sizes) {
    return sizes + " " + sizes.window();
  }

  @TestFactory
  Stream<DynamicTest> agreesWithTheScalarKernels() {
    return all().map(sizes -> DynamicTest.dynamicTest(name(sizes), () -> agrees(sizes)));
  }

  private static void agrees(ConvolutionSizes sizes) {
    List<double[]> values = ConvolutionRun.values(sizes, 7);
    double[] expected = ConvolutionRun.expected(sizes, values);
    float[] found = ConvolutionRun.found(new ColumnsConvolution(sizes), sizes, values, false, 1);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found[i])
          .as("element %d of %s", i, name(sizes))
          .isCloseTo(expected[i], offset(4e-6 * largest));
    }
  }

  @TestFactory
  Stream<DynamicTest> workersAndOrderDoNotChangeABit() {
    return all().map(sizes -> DynamicTest.dynamicTest(name(sizes), () -> sameBits(sizes)));
  }

  private static void sameBits(ConvolutionSizes sizes) {
    List<double[]> values = ConvolutionRun.values(sizes, 11);
    float[] one = ConvolutionRun.found(new ColumnsConvolution(sizes), sizes, values, false, 1);
    assertThat(ConvolutionRun.found(new ColumnsConvolution(sizes), sizes, values, false, 2))
        .isEqualTo(one);
    assertThat(ConvolutionRun.found(new ColumnsConvolution(sizes), sizes, values, true, 3))
        .isEqualTo(one);
  }

  private static boolean fits(ConvolutionSizes sizes) {
    return ColumnsConvolution.of(sizes).isPresent();
  }

  @Test
  void fitsOneGroup() {
    for (ConvolutionSizes.Kind kind : ConvolutionSizes.Kind.values()) {
      assertThat(fits(ConvolutionRun.sizes(kind, 2, 1, 4, 6, W3, List.of(9)))).isTrue();
      assertThat(fits(ConvolutionRun.sizes(kind, 2, 2, 2, 3, W3, List.of(9)))).isFalse();
    }
  }

  @Test
  void doesNotFitWhereImagesWithTheirPaddingAreTooLarge() {
    Window far = Window.of(2, 2).dilation(100_000).padding(50_000);
    for (ConvolutionSizes.Kind kind : ConvolutionSizes.Kind.values()) {
      assertThat(fits(ConvolutionRun.sizes(kind, 1, 1, 1, 1, far, List.of(1, 1)))).isFalse();
    }
  }
}
