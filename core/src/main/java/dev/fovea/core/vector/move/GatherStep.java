package dev.fovea.core.vector.move;

import dev.fovea.core.scalar.RowNumber;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.MoveKernels;
import java.lang.foreign.MemorySegment;

/**
 * Rows of a table by number.
 *
 * @param count rows of the table
 * @param width elements of a row
 * @param shape the shape of the row numbers
 * @param numbers under which number they are kept
 * @param table the table
 * @param y the rows that were asked for
 */
public record GatherStep(int count, int width, Shape shape, int numbers, Location table, Location y)
    implements WholeStep {

  private int together() {
    return Math.max(1, MoveStep.TASK / Math.max(1, width));
  }

  @Override
  public int tasks() {
    return Math.ceilDiv(shape.size(), together());
  }

  @Override
  public long cost() {
    return (long) together() * width;
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    double[] values = memory.onHeap(numbers);
    MemorySegment from = memory.of(table);
    MemorySegment to = memory.of(y);
    long row = (long) width * Float.BYTES;
    int first = task * together();
    int end = Math.min(shape.size(), first + together());
    for (int i = first; i < end; i++) {
      int number = RowNumber.of("embedding", shape, values, i, count);
      MoveKernels.copy(
          from, table.offset() + number * row, 0, to, y.offset() + i * row, 0, 1, width);
    }
  }

  @Override
  public String describe() {
    return "embedding, " + shape.size() + " rows of " + width;
  }
}
