package dev.fovea.core.vector.move;

import dev.fovea.core.scalar.RowNumber;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.simd.MoveKernels;
import java.lang.foreign.MemorySegment;

/**
 * Class numbers as row-major rows with a 1 at the class.
 *
 * @param classes elements of a row
 * @param shape the shape of the class numbers
 * @param numbers under which number they are kept
 * @param y the rows
 */
public record OneHotStep(int classes, Shape shape, int numbers, Location y) implements WholeStep {

  private int together() {
    return Math.max(1, MoveStep.TASK / Math.max(1, classes));
  }

  @Override
  public int tasks() {
    return Math.ceilDiv(shape.size(), together());
  }

  @Override
  public long cost() {
    return (long) together() * classes;
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    double[] values = memory.onHeap(numbers);
    MemorySegment to = memory.of(y);
    int first = task * together();
    int end = Math.min(shape.size(), first + together());
    long row = (long) classes * Float.BYTES;
    MoveKernels.fill(0, to, y.offset() + first * row, (end - first) * classes);
    for (int i = first; i < end; i++) {
      int number = RowNumber.of("one_hot", shape, values, i, classes);
      to.set(Lanes.FLOAT, y.offset() + i * row + (long) number * Float.BYTES, 1);
    }
  }

  @Override
  public String describe() {
    return "one_hot, " + shape.size() + " of " + classes + " classes";
  }
}
