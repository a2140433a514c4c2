package dev.fovea.core.vector.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.op.Broadcast;
import dev.fovea.core.op.Concatenate;
import dev.fovea.core.op.Flip;
import dev.fovea.core.op.Op;
import dev.fovea.core.op.Pad;
import dev.fovea.core.op.Reshape;
import dev.fovea.core.op.Slice;
import dev.fovea.core.op.Transpose;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.vector.run.RowMajorRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rearrangements of row-major values: elements may only move, so results are equal. */
class MovesTest {
  private static void check(Op op, int... dims) {
    new RowMajorRun(op, RowMajorRun.Value.floats(1, dims)).check(0);
  }

  @Test
  void everyOrderOfAxes() {
    for (int[] dims :
        new int[][] {{5, 7}, {17, 33}, {64, 48}, {3, 1, 18}, {2, 19, 34}, {3, 5, 2, 17}}) {
      for (List<Integer> order : orders(dims.length)) {
        check(new Transpose(order), dims);
      }
    }
  }

  @Test
  void largeTransposesInManyTasks() {
    check(new Transpose(List.of(1, 0)), 1030, 77);
    check(new Transpose(List.of(1, 0)), 77, 1030);
    check(new Transpose(List.of(0, 2, 3, 1)), 5, 33, 21, 20);
    check(new Transpose(List.of(2, 0, 1)), 200, 50, 9);
    assertThat(
            new RowMajorRun(new Transpose(List.of(1, 0)), RowMajorRun.Value.floats(1, 1030, 77))
                .steps()
                .getFirst()
                .tasks())
        .isGreaterThan(1);
  }

  /** Every order of this many axes. */
  private static List<List<Integer>> orders(int axes) {
    if (axes == 0) {
      return List.of(List.of());
    }
    List<List<Integer>> orders = new ArrayList<>();
    for (List<Integer> shorter : orders(axes - 1)) {
      for (int place = 0; place < axes; place++) {
        List<Integer> longer = new ArrayList<>(shorter);
        longer.add(place, axes - 1);
        orders.add(longer);
      }
    }
    return orders;
  }

  @Test
  void everyFlip() {
    for (int[] dims : new int[][] {{1}, {37}, {5, 1}, {4, 33}, {3, 5, 17}, {2, 1, 3, 64}}) {
      for (List<Integer> axes : subsets(dims.length)) {
        check(new Flip(axes), dims);
      }
    }
    check(new Flip(List.of(0)), 100_003);
    check(new Flip(List.of(1)), 3, 70_001);
  }

  /** All sets of axes but the empty one. */
  private static List<List<Integer>> subsets(int axes) {
    return IntStream.range(1, 1 << axes)
        .mapToObj(set -> IntStream.range(0, axes).filter(i -> (set >> i & 1) == 1).boxed().toList())
        .toList();
  }

  @Test
  void everyBroadcast() {
    int[][] whole = {{6, 35}, {3, 4, 17}, {2, 3, 5, 16}, {3, 40_000}, {40_000, 3}};
    for (int[] to : whole) {
      for (int set = 0; set < 1 << to.length; set++) {
        int[] from = to.clone();
        for (int axis = 0; axis < from.length; axis++) {
          from[axis] = (set >> axis & 1) == 1 ? 1 : from[axis];
        }
        check(new Broadcast(Shape.of(to)), from);
        check(new Broadcast(Shape.of(to)), Arrays.copyOfRange(from, 1, from.length));
      }
    }
    check(new Broadcast(Shape.of(3, 5)));
  }

  @Test
  void slices() {
    SplittableRandom random = new SplittableRandom(3);
    for (int[] dims : new int[][] {{50}, {7, 33}, {5, 6, 18}, {2, 3, 7, 9}, {90, 1200}, {9, 1}}) {
      for (int axis = 0; axis < dims.length; axis++) {
        for (int i = 0; i < 4; i++) {
          int start = random.nextInt(dims[axis]);
          int length = random.nextInt(dims[axis] - start + 1);
          check(new Slice(axis, start, length), dims);
        }
      }
    }
  }

  @Test
  void pads() {
    SplittableRandom random = new SplittableRandom(4);
    int[][] all = {
      {1}, {50}, {7, 33}, {5, 6, 18}, {2, 3, 7, 9}, {90, 1200}, {1, 1, 3}, {3, 50_000}
    };
    for (int[] dims : all) {
      for (int i = 0; i < 12; i++) {
        int most = i % 3 + 1;
        check(new Pad(few(random, most, dims.length), few(random, most, dims.length), 0.5), dims);
      }
    }
    check(new Pad(List.of(40_000), List.of(70_000), -1), 9);
    check(new Pad(List.of(1, 0), List.of(2, 3), 3), 0, 4);
  }

  private static List<Integer> few(SplittableRandom random, int below, int count) {
    return random.ints(count, 0, below).boxed().toList();
  }

  @Test
  void joins() {
    int[][] all = {{4}, {5, 1}, {6, 33}, {3, 2, 18}, {2, 3, 7, 5}, {3, 40_000}, {50_000, 3}};
    for (int[] dims : all) {
      for (int axis = 0; axis < dims.length; axis++) {
        RowMajorRun.Value[] parts = new RowMajorRun.Value[3];
        for (int i = 0; i < parts.length; i++) {
          int[] part = dims.clone();
          part[axis] = i == 1 ? 1 : part[axis];
          parts[i] = RowMajorRun.Value.floats(i, part);
        }
        new RowMajorRun(new Concatenate(axis), parts).check(0);
      }
    }
  }

  @Test
  void reshapes() {
    check(new Reshape(Shape.of(3, 5)), 15);
    check(new Reshape(Shape.scalar()), 1, 1);
    check(new Reshape(Shape.of(100_001)), 1, 100_001);
  }

  @Test
  void nothingMovesWithoutElements() {
    check(new Transpose(List.of(1, 0)), 0, 5);
    check(new Flip(List.of(0)), 3, 0);
    check(new Slice(0, 1, 0), 3, 4);
    check(new Broadcast(Shape.of(0, 4)), 1, 4);
    check(new Pad(Collections.nCopies(2, 0), Collections.nCopies(2, 0), 1), 0, 4);
  }
}
