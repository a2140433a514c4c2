package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TensorTextTest {

  @Test
  void printsAlignedNumbers() {
    Tensor x = Tensor.of(new float[] {1, -2.5f, 0.25f, 100}, 2, 2);

    assertThat(x)
        .hasToString(
            """
            float32 [2, 2]
            [[   1.0000,   -2.5000],
             [   0.2500,  100.0000]]\
            """);
  }

  @Test
  void printsWholeNumbersShortly() {
    assertThat(Tensor.of(new float[] {1, 20, 300}, 3))
        .hasToString("float32 [3]\n[  1.0,  20.0, 300.0]");
    assertThat(Tensor.of(new int[] {-1, 20}, 2)).hasToString("int32 [2]\n[ -1,  20]");
    assertThat(Tensor.of(new boolean[] {true, false}, 2)).hasToString("bool [2]\n[true, false]");
    assertThat(Tensor.of(new byte[] {(byte) 200, 7}, 2)).hasToString("uint8 [2]\n[200,   7]");
  }

  @Test
  void printsVeryLargeAndVerySmallNumbersWithExponents() {
    assertThat(Tensor.of(new double[] {1.5e7, -3}, 2))
        .hasToString("float64 [2]\n[ 1.500e+07, -3.000e+00]");
    assertThat(Tensor.of(new double[] {2e-5, 0}, 2))
        .hasToString("float64 [2]\n[2.000e-05, 0.000e+00]");
  }

  @Test
  void printsWhatIsNoNumber() {
    assertThat(Tensor.of(new double[] {Double.NaN, 1.5, Double.NEGATIVE_INFINITY}, 3))
        .hasToString("float64 [3]\n[      NaN,    1.5000, -Infinity]");
  }

  @Test
  void printsScalarsAndNothing() {
    assertThat(Tensor.scalar(2.5)).hasToString("float32 []\n2.5000");
    assertThat(Tensor.zeros(0)).hasToString("float32 [0]\n[]");
    assertThat(Tensor.zeros(2, 0)).hasToString("float32 [2, 0]\n[[],\n []]");
  }

  @Test
  void shortensLongAxes() {
    Tensor x = Tensor.of(IntStream.range(0, 90).toArray(), 9, 10);

    assertThat(x)
        .hasToString(
            """
            int32 [9, 10]
            [[ 0,  1,  2, …,  7,  8,  9],
             [10, 11, 12, …, 17, 18, 19],
             [20, 21, 22, …, 27, 28, 29],
             …,
             [60, 61, 62, …, 67, 68, 69],
             [70, 71, 72, …, 77, 78, 79],
             [80, 81, 82, …, 87, 88, 89]]\
            """);
  }

  @Test
  void setsBlocksOfMatricesApart() {
    assertThat(Tensor.of(IntStream.range(0, 8).toArray(), 2, 2, 2))
        .hasToString(
            """
            int32 [2, 2, 2]
            [[[0, 1],
              [2, 3]],
             [[4, 5],
              [6, 7]]]\
            """);
  }
}
