package dev.fovea.core.vector.move;

import dev.fovea.core.scalar.RowNumber;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.simd.MoveKernels;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Rows added up in a table by number. A task takes some columns of all rows, so that rows of the
 * same number are added in their order.
 *
 * @param count rows of the table
 * @param width elements of a row
 * @param shape the shape of the row numbers
 * @param numbers under which number they are kept
 * @param x the rows
 * @param table the table
 */
public record ScatterAddStep(
    int count, int width, Shape shape, int numbers, Location x, Location table)
    implements WholeStep {
  private static final int COLUMNS = 64;

  @Override
  public int tasks() {
    return Math.ceilDiv(width, COLUMNS);
  }

  @Override
  public long cost() {
    return (long) (count + shape.size()) * Math.min(width, COLUMNS);
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    double[] values = memory.onHeap(numbers);
    MemorySegment from = memory.of(x);
    MemorySegment to = memory.of(table);
    int columns = Math.min(width - task * COLUMNS, COLUMNS);
    long start = (long) task * COLUMNS * Float.BYTES;
    long row = (long) width * Float.BYTES;
    for (int i = 0; i < count; i++) {
      MoveKernels.fill(0, to, table.offset() + start + i * row, columns);
    }
    for (int i = 0; i < shape.size(); i++) {
      int number = RowNumber.of("index_add", shape, values, i, count);
      add(from, x.offset() + start + i * row, to, table.offset() + start + number * row, columns);
    }
  }

  private static void add(MemorySegment x, long in, MemorySegment y, long out, int floats) {
    int whole = floats / Lanes.COUNT * Lanes.BYTES;
    for (int i = 0; i < whole; i += Lanes.BYTES) {
      FloatVector.fromMemorySegment(Lanes.FLOATS, y, out + i, Lanes.ORDER)
          .add(FloatVector.fromMemorySegment(Lanes.FLOATS, x, in + i, Lanes.ORDER))
          .intoMemorySegment(y, out + i, Lanes.ORDER);
    }
    if (whole < floats * Float.BYTES) {
      VectorMask<Float> rest = Lanes.FLOATS.indexInRange(whole / Float.BYTES, floats);
      FloatVector.fromMemorySegment(Lanes.FLOATS, y, out + whole, Lanes.ORDER, rest)
          .add(FloatVector.fromMemorySegment(Lanes.FLOATS, x, in + whole, Lanes.ORDER, rest))
          .intoMemorySegment(y, out + whole, Lanes.ORDER, rest);
    }
  }

  @Override
  public String describe() {
    return "index_add, " + shape.size() + " rows of " + width + " into " + count;
  }
}
