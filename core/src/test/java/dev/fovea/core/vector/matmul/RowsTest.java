package dev.fovea.core.vector.matmul;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fovea.core.op.Dropout;
import dev.fovea.core.op.GatherRows;
import dev.fovea.core.op.OneHot;
import dev.fovea.core.op.ScatterAddRows;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.vector.run.RowMajorRun;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dropout, and rows and classes by number, on row-major values. */
class RowsTest {

  @Test
  void dropoutDropsWhatTheScalarKernelDrops() {
    for (int[] dims : new int[][] {{1}, {17}, {5, 33}, {3, 40_001}}) {
      for (double rate : new double[] {0.1, 0.5, 0.9}) {
        RowMajorRun.Value step = RowMajorRun.Value.whole(8, 1000);
        new RowMajorRun(new Dropout(rate, 77), RowMajorRun.Value.floats(1, dims), step).check(0);
      }
    }
  }

  @Test
  void oneHot() {
    for (int classes : new int[] {1, 3, 10, 16, 1000}) {
      for (int[] dims : new int[][] {{}, {1}, {17}, {3, 5}, {100}, {0}}) {
        RowMajorRun.Value numbers = RowMajorRun.Value.whole(2, classes, dims);
        new RowMajorRun(new OneHot(classes, DType.FLOAT32), numbers).check(0);
      }
    }
  }

  @Test
  void rowsByNumber() {
    for (int[] table : new int[][] {{7, 3}, {5, 13}, {9}, {4, 3, 17}, {50, 1200}}) {
      for (int[] dims : new int[][] {{}, {1}, {40}, {3, 5}}) {
        RowMajorRun.Value numbers = RowMajorRun.Value.whole(3, table[0], dims);
        RowMajorRun.Value rows = RowMajorRun.Value.floats(4, table);
        RowMajorRun gather = new RowMajorRun(new GatherRows(), rows, numbers);
        gather.check(0);
        RowMajorRun.Value taken =
            new RowMajorRun.Value(
                new GatherRows().outputShape(List.of(Shape.of(table), Shape.of(dims))),
                DType.FLOAT32,
                gather.found());
        new RowMajorRun(new ScatterAddRows(table[0] + 2), taken, numbers).check(1e-6);
      }
    }
  }

  @Test
  void aNumberOutOfRangeIsNamed() {
    RowMajorRun.Value numbers =
        new RowMajorRun.Value(Shape.of(2, 2), DType.INT64, new double[] {0, 1, 5, 2});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RowMajorRun(new OneHot(5, DType.FLOAT32), numbers).found())
        .withMessage("one_hot: number out of range at [1, 0] of [2, 2]: expected 0 to 4 but was 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new RowMajorRun(new GatherRows(), RowMajorRun.Value.floats(1, 4, 3), numbers).found())
        .withMessage(
            "embedding: number out of range at [1, 0] of [2, 2]: expected 0 to 3 but was 5");
  }
}
