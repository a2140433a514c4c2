package dev.fovea.core.vector.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.op.ArgMax;
import dev.fovea.core.op.LogSoftmax;
import dev.fovea.core.op.Max;
import dev.fovea.core.op.Softmax;
import dev.fovea.core.op.Sum;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.vector.run.PlainRun;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sums, maxima and softmax of plain values over all kinds of axes. */
class PlainFoldsTest {
  private static final int[][] SHAPES = {
    {1},
    {37},
    {1000},
    {5, 7},
    {7, 1},
    {1, 9},
    {17, 33},
    {3, 150},
    {100, 256},
    {5, 3, 7},
    {5, 1, 7},
    {2, 70, 19},
    {5, 3, 4, 3},
    {2, 5, 9, 65},
    {1, 3, 1, 4},
    {3, 2, 130, 2}
  };

  private static List<List<Integer>> subsets(int axes) {
    return IntStream.range(0, 1 << axes)
        .mapToObj(set -> IntStream.range(0, axes).filter(i -> (set >> i & 1) == 1).boxed().toList())
        .toList();
  }

  @Test
  void sumsAndMaximaOverEverySetOfAxes() {
    for (int[] dims : SHAPES) {
      for (List<Integer> axes : subsets(dims.length)) {
        new PlainRun(new Sum(axes), PlainRun.Value.floats(1, dims)).check(2e-6);
        new PlainRun(new Max(axes), PlainRun.Value.floats(2, dims)).check(0);
        new PlainRun(new Max(axes), PlainRun.Value.strange(3, dims)).check(0);
      }
    }
  }

  /** One number from a million, a few channels of large images, long columns. */
  @Test
  void fewResultsOfManyElementsAreMadeInParts() {
    for (var fold :
        List.of(
            new Sum(List.of(0)),
            new Sum(List.of(0, 2)),
            new Sum(List.of(1)),
            new Sum(List.of(2)))) {
      for (int[] dims : new int[][] {{200_003}, {60_007, 3}, {2, 3, 40_009}, {3, 50_021, 2}}) {
        if (fold.axes().getLast() < dims.length) {
          PlainRun run = new PlainRun(fold, PlainRun.Value.floats(4, dims));
          assertThat(run.steps().getFirst().tasks()).as("%s", run.steps()).isGreaterThan(1);
          run.check(1e-5);
          new PlainRun(new Max(fold.axes()), PlainRun.Value.floats(5, dims)).check(0);
        }
      }
    }
  }

  @Test
  void sumsOfNothing() {
    new PlainRun(new Sum(List.of(0)), PlainRun.Value.floats(1, 0)).check(0);
    new PlainRun(new Sum(List.of(0)), PlainRun.Value.floats(1, 0, 5)).check(0);
    new PlainRun(new Sum(List.of(1)), PlainRun.Value.floats(1, 5, 0)).check(0);
    new PlainRun(new Sum(List.of(1)), PlainRun.Value.floats(1, 0, 5)).check(0);
    new PlainRun(new Sum(List.of(0, 2)), PlainRun.Value.floats(1, 0, 5, 3)).check(0);
  }

  @Test
  void softmaxAndIndexOfTheLargestAlongEveryAxis() {
    for (int[] dims : SHAPES) {
      for (int axis = 0; axis < dims.length; axis++) {
        PlainRun.Value x = PlainRun.Value.floats(6, dims);
        new PlainRun(new Softmax(axis), x).check(4e-6);
        new PlainRun(new LogSoftmax(axis), x).check(4e-6);
        new PlainRun(new ArgMax(axis), x).check(0);
        for (int seed = 0; seed < 8; seed++) {
          PlainRun.Value strange = PlainRun.Value.strange(seed, dims);
          new PlainRun(new ArgMax(axis), strange).check(0);
          new PlainRun(new Softmax(axis), strange).check(4e-6);
          new PlainRun(new LogSoftmax(axis), strange).check(4e-6);
        }
      }
    }
  }

  @Test
  void largeSoftmaxInManyTasks() {
    new PlainRun(new Softmax(1), PlainRun.Value.floats(7, 65, 1000)).check(1e-6);
    new PlainRun(new LogSoftmax(1), PlainRun.Value.floats(7, 3, 21, 900)).check(1e-6);
    new PlainRun(new ArgMax(1), PlainRun.Value.floats(7, 5, 21, 900)).check(0);
    new PlainRun(new LogSoftmax(1), PlainRun.Value.floats(7, 0, 10)).check(0);
  }

  @Test
  void softmaxOfLargeNumbersDoesNotOverflow() {
    double[] numbers = {0x1p100, -0x1p100, 0x1p100, 88, 0};
    PlainRun.Value large = new PlainRun.Value(Shape.of(1, 5), DType.FLOAT32, numbers);
    assertThat(Arrays.stream(new PlainRun(new Softmax(1), large).found()))
        .containsExactly(0.5, 0.0, 0.5, 0.0, 0.0);
  }
}
