package dev.fovea.data.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Gradients;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against scipy; the cases are made by {@code src/test/python/convolve2d.py}. */
class ConvolutionTest {

  record Case(ConvolutionMode mode, Boundary boundary, Tensor image, Tensor kernel, String result) {
    @Override
    public String toString() {
      return mode + " " + boundary + " " + image.shape() + " * " + kernel.shape();
    }
  }

  static Stream<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(ConvolutionTest.class.getResourceAsStream("convolve2d.txt")),
                StandardCharsets.UTF_8))) {
      for (String head = lines.readLine(); head != null; head = lines.readLine()) {
        String[] words = head.split(" ", -1);
        Boundary boundary =
            switch (words[1]) {
              case "wrap" -> Boundary.wrap();
              case "symm" -> Boundary.symmetric();
              default -> Boundary.fill(Double.parseDouble(words[2]));
            };
        cases.add(
            new Case(
                ConvolutionMode.valueOf(words[0].toUpperCase(Locale.ROOT)),
                boundary,
                matrix(lines.readLine()),
                matrix(lines.readLine()),
                lines.readLine()));
      }
    }
    return cases.stream();
  }

  private static Tensor matrix(String line) {
    String[] words = line.split(" ", -1);
    double[] values = Arrays.stream(words).skip(2).mapToDouble(Double::parseDouble).toArray();
    return Tensor.of(values, Integer.parseInt(words[0]), Integer.parseInt(words[1]));
  }

  @Test
  void thereIsACaseForEverything() throws IOException {
    List<Case> all = cases().toList();
    assertThat(all).hasSize(81);
    assertThat(all).filteredOn(each -> each.result().equals("refused")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalsScipy(Case each) {
    if (each.result().equals("refused")) {
      assertThatThrownBy(() -> convolve(each)).isInstanceOf(ShapeError.class);
      return;
    }
    Tensor expected = matrix(each.result());
    Tensor found = convolve(each);
    assertThat(found.shape()).isEqualTo(expected.shape());
    assertThat(found.toDoubleArray()).containsExactly(expected.toDoubleArray(), within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void planesAreFilteredOneByOneInSinglePrecisionToo(Case each) {
    if (each.result().equals("refused")) {
      return;
    }
    Tensor expected = matrix(each.result());
    int height = each.image().shape().dim(0);
    int width = each.image().shape().dim(1);
    float[] planes = new float[6 * height * width];
    for (int i = 0; i < planes.length; i++) {
      // Plane p is the image p + 1 times.
      planes[i] =
          (float) ((1 + i / (height * width)) * each.image().toDoubleArray()[i % (height * width)]);
    }
    Boundary boundary =
        each.boundary() instanceof Boundary.Fill ? Boundary.zeros() : each.boundary();
    if (each.boundary().equals(Boundary.fill(1.5))) {
      return; // the border does not grow with the planes
    }
    Tensor found =
        Convolution.convolve2d(
            Tensor.wrap(planes, 2, 3, height, width), each.kernel(), each.mode(), boundary);
    assertThat(found.shape().dims())
        .containsExactly(2, 3, expected.shape().dim(0), expected.shape().dim(1));
    double[] values = found.toDoubleArray();
    double[] first = expected.toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      int plane = i / first.length;
      assertThat(values[i]).isCloseTo((1 + plane) * first[i % first.length], within(1e-4));
    }
  }

  private static Tensor convolve(Case each) {
    return Convolution.convolve2d(each.image(), each.kernel(), each.mode(), each.boundary());
  }

  @Test
  void neitherCoveringTheOtherSaysWhatWasExpected() {
    Tensor image = Tensor.of(new float[20], 5, 4);
    Tensor kernel = Tensor.of(new float[18], 3, 6);
    assertThatThrownBy(
            () -> Convolution.convolve2d(image, kernel, ConvolutionMode.VALID, Boundary.zeros()))
        .hasMessage(
            """
            convolve2d: neither covers the other
              image:    [5, 4]
              kernel:   [3, 6]
              expected: one of them at least as high and as wide as the other in mode VALID\
            """);
    assertThatThrownBy(() -> Convolution.convolve2d(Tensor.of(new float[3], 3), kernel))
        .hasMessage(
            """
            convolve2d: wrong number of axes
              image:    [3]
              kernel:   [3, 6]
              expected: [H, W], [C, H, W] or [N, C, H, W], and a kernel [kH, kW]\
            """);
  }

  @Test
  void sobelFindsEdgesAndTheMeanKeepsSums() {
    Tensor step = Tensor.of(new float[] {0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1}, 3, 4);
    Tensor across =
        Convolution.convolve2d(step, Kernels.sobelX(), ConvolutionMode.SAME, Boundary.symmetric());
    assertThat(across.toFloatArray()).containsExactly(0, -4, -4, 0, 0, -4, -4, 0, 0, -4, -4, 0);
    Tensor down =
        Convolution.convolve2d(step, Kernels.sobelY(), ConvolutionMode.SAME, Boundary.symmetric());
    assertThat(down.toFloatArray()).containsOnly(0);
    assertThat(Convolution.magnitude(across, down).toFloatArray())
        .containsExactly(0, 4, 4, 0, 0, 4, 4, 0, 0, 4, 4, 0);
    Tensor mean =
        Convolution.convolve2d(step, Kernels.mean(2), ConvolutionMode.SAME, Boundary.wrap());
    assertThat(mean.sum().item()).isEqualTo(6);
  }

  @Test
  void bytesAreImagesToo() {
    Tensor image = Tensor.of(new byte[] {(byte) 200, 100, 50, 0}, 2, 2);
    assertThat(
            Convolution.convolve2d(image, Kernels.mean(2), ConvolutionMode.VALID, Boundary.zeros())
                .item())
        .isEqualTo(87.5);
  }

  @Test
  void gradientsGoThrough() {
    Tensor image = Tensor.of(new double[] {1, 2, 3, 4}, 2, 2);
    Tensor kernel = Tensor.of(new double[] {1, 1}, 1, 2);
    Tensor sum =
        Convolution.convolve2d(image, kernel, ConvolutionMode.SAME, Boundary.symmetric()).sum();
    // y = [2, 3, 6, 7]: the first column counts three times, the second once
    assertThat(sum.item()).isEqualTo(18);
    assertThat(Gradients.of(sum, List.of(image)).getFirst().toDoubleArray())
        .containsExactly(3, 1, 3, 1);
  }
}
