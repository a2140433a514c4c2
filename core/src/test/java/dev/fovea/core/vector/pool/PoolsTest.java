package dev.fovea.core.vector.pool;

import dev.fovea.core.op.AvgPool;
import dev.fovea.core.op.AvgPoolTransposed;
import dev.fovea.core.op.MaxPool;
import dev.fovea.core.op.MaxPoolPick;
import dev.fovea.core.op.MaxPoolScatter;
import dev.fovea.core.shape.Padding;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import dev.fovea.core.vector.run.RowMajorRun;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pooling of row-major values, forwards and backwards, over all kinds of windows. */
class PoolsTest {
  private static final Window W2 = Window.of(2).stride(2);
  private static final Window W22 = Window.of(2, 2).stride(2);
  private static final Window W33 = Window.of(3, 3).stride(2);

  private static List<Integer> spatial(int... dims) {
    return Arrays.stream(dims).skip(2).boxed().toList();
  }

  /** All five operations on one geometry. */
  private static void check(Window geometry, int... dims) {
    Window window = geometry.resolve(spatial(dims));
    Shape pooled = new MaxPool(window).outputShape(List.of(Shape.of(dims)));
    if (window.dilation().stream().allMatch(d -> d == 1)) {
      for (boolean count : new boolean[] {true, false}) {
        new RowMajorRun(new AvgPool(window, count), RowMajorRun.Value.floats(1, dims)).check(1e-6);
        RowMajorRun.Value v = RowMajorRun.Value.floats(2, pooled.dims());
        new RowMajorRun(new AvgPoolTransposed(window, count, spatial(dims)), v).check(1e-6);
      }
    }
    for (int seed = 0; seed < 6; seed++) {
      RowMajorRun.Value x =
          seed == 0 ? RowMajorRun.Value.floats(3, dims) : RowMajorRun.Value.strange(seed, dims);
      RowMajorRun largest = new RowMajorRun(new MaxPool(window), x);
      largest.check(0);
      RowMajorRun.Value y = new RowMajorRun.Value(pooled, x.dtype(), largest.found());
      RowMajorRun.Value v = RowMajorRun.Value.floats(5, pooled.dims());
      new RowMajorRun(new MaxPoolScatter(window), x, y, v).check(1e-6);
      new RowMajorRun(new MaxPoolPick(window), x, y, RowMajorRun.Value.floats(6, dims)).check(0);
    }
  }

  @Test
  void ofSignals() {
    check(W2, 5, 3, 8);
    check(W2, 2, 3, 7);
    check(W2, 9, 16, 64);
    check(W2, 2, 5, 129);
    check(Window.of(3).stride(2).padding(1), 3, 2, 9);
    check(Window.of(3).stride(3).ceilMode(true), 2, 2, 8);
    check(W2.padding(1).ceilMode(true), 1, 2, 5);
    check(Window.of(1), 3, 2, 5);
    check(Window.of(16).stride(2), 2, 9, 128);
    check(Window.of(5).stride(7), 2, 2, 40);
    check(Window.of(3).stride(2).padding(1).dilation(2), 2, 2, 11);
    check(Window.of(2).dilation(3).padding(2), 3, 2, 1);
  }

  @Test
  void ofImages() {
    check(W22, 5, 3, 6, 4);
    check(W22, 2, 3, 7, 5);
    check(W22, 1, 17, 28, 28);
    check(W22, 2, 3, 34, 66);
    check(W22, 2, 3, 3, 32);
    check(W22, 1, 2, 5, 33);
    check(W22, 1, 2, 4, 63);
    check(W22, 2, 2, 2, 31);
    check(W33, 2, 2, 7, 9);
    check(W33.padding(1), 3, 3, 6, 7);
    check(W33.padding(1), 2, 3, 28, 28);
    check(W33.padding(1), 1, 2, 35, 67);
    check(Window.of(3, 3).padding(1), 2, 2, 14, 14);
    check(Window.of(3, 2), 2, 2, 5, 5);
    check(Window.of(2, 3).padding(Padding.same()), 2, 2, 5, 4);
    check(Window.of(2, 2).stride(3, 4), 2, 2, 8, 9);
    check(Window.of(3, 4).stride(2, 3).ceilMode(true), 2, 2, 8, 6);
    check(W33.padding(1).ceilMode(true), 2, 2, 6, 8);
    check(W22.padding(1).ceilMode(true), 1, 2, 5, 5);
    check(Window.of(4, 5).stride(4, 5), 3, 2, 4, 5);
    check(Window.of(4, 5), 3, 2, 4, 5);
    check(Window.of(3, 2).stride(2).padding(1, 0).dilation(2, 1), 2, 2, 8, 7);
    check(Window.of(2, 2).padding(Padding.of(List.of(1, 0), List.of(0, 1))), 1, 1, 3, 3);
    check(Window.of(1, 1).stride(4), 2, 3, 9, 10);
  }

  @Test
  void ofManyChannelsInManyTasks() {
    check(W22, 3, 70, 16, 16);
    check(W33.padding(1), 2, 9, 56, 56);
    check(W2, 70, 10, 48);
    check(W22, 1, 2, 150, 151);
  }

  @Test
  void ofNothing() {
    check(W22, 0, 3, 6, 4);
    check(W2, 2, 0, 6);
  }
}
