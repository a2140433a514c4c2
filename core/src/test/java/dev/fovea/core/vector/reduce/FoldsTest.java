package dev.fovea.core.vector.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.op.ArgMax;
import dev.fovea.core.op.LogSoftmax;
import dev.fovea.core.op.Max;
import dev.fovea.core.op.Softmax;
import dev.fovea.core.op.Sum;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.vector.run.RowMajorRun;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sums, maxima and softmax of row-major values over all kinds of axes. */
class FoldsTest {
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
        new RowMajorRun(new Sum(axes), RowMajorRun.Value.floats(1, dims)).check(2e-6);
        new RowMajorRun(new Max(axes), RowMajorRun.Value.floats(2, dims)).check(0);
        new RowMajorRun(new Max(axes), RowMajorRun.Value.strange(3, dims)).check(0);
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
          RowMajorRun run = new RowMajorRun(fold, RowMajorRun.Value.floats(4, dims));
          assertThat(run.steps().getFirst().tasks()).as("%s", run.steps()).isGreaterThan(1);
          run.check(1e-5);
          new RowMajorRun(new Max(fold.axes()), RowMajorRun.Value.floats(5, dims)).check(0);
        }
      }
    }
  }

  @Test
  void sumsOfNothing() {
    new RowMajorRun(new Sum(List.of(0)), RowMajorRun.Value.floats(1, 0)).check(0);
    new RowMajorRun(new Sum(List.of(0)), RowMajorRun.Value.floats(1, 0, 5)).check(0);
    new RowMajorRun(new Sum(List.of(1)), RowMajorRun.Value.floats(1, 5, 0)).check(0);
    new RowMajorRun(new Sum(List.of(1)), RowMajorRun.Value.floats(1, 0, 5)).check(0);
    new RowMajorRun(new Sum(List.of(0, 2)), RowMajorRun.Value.floats(1, 0, 5, 3)).check(0);
  }

  @Test
  void softmaxAndIndexOfTheLargestAlongEveryAxis() {
    for (int[] dims : SHAPES) {
      for (int axis = 0; axis < dims.length; axis++) {
        RowMajorRun.Value x = RowMajorRun.Value.floats(6, dims);
        new RowMajorRun(new Softmax(axis), x).check(4e-6);
        new RowMajorRun(new LogSoftmax(axis), x).check(4e-6);
        new RowMajorRun(new ArgMax(axis), x).check(0);
        for (int seed = 0; seed < 8; seed++) {
          RowMajorRun.Value strange = RowMajorRun.Value.strange(seed, dims);
          new RowMajorRun(new ArgMax(axis), strange).check(0);
          new RowMajorRun(new Softmax(axis), strange).check(4e-6);
          new RowMajorRun(new LogSoftmax(axis), strange).check(4e-6);
        }
      }
    }
  }

  @Test
  void largeSoftmaxInManyTasks() {
    new RowMajorRun(new Softmax(1), RowMajorRun.Value.floats(7, 65, 1000)).check(1e-6);
    new RowMajorRun(new LogSoftmax(1), RowMajorRun.Value.floats(7, 3, 21, 900)).check(1e-6);
    new RowMajorRun(new ArgMax(1), RowMajorRun.Value.floats(7, 5, 21, 900)).check(0);
    new RowMajorRun(new LogSoftmax(1), RowMajorRun.Value.floats(7, 0, 10)).check(0);
  }

  @Test
  void softmaxOfLargeNumbersDoesNotOverflow() {
    double[] numbers = {0x1p100, -0x1p100, 0x1p100, 88, 0};
    RowMajorRun.Value large = new RowMajorRun.Value(Shape.of(1, 5), DType.FLOAT32, numbers);
    assertThat(Arrays.stream(new RowMajorRun(new Softmax(1), large).found()))
        .containsExactly(0.5, 0.0, 0.5, 0.0, 0.0);
  }
}
