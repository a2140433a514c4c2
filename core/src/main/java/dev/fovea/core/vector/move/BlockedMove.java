package dev.fovea.core.vector.move;

import dev.fovea.core.vector.run.BlockStep;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Moves whole elements of the examples of a block: transposing, slicing, padding, flipping, joining
 * and repeating along axes other than the batch are all a table that says, for each element of the
 * result, which element of the input it is.
 *
 * @param name the operation, for people
 * @param from the input element of each result element; −1 stands for the constant
 * @param constant what padding puts in
 * @param first the first element of the result that is written
 * @param x the input
 * @param y the result
 */
public record BlockedMove(
    String name, int[] from, float constant, int first, Location x, Location y)
    implements BlockStep {

  @Override
  public void run(Memory memory, int worker, int block) {
    MemorySegment source = memory.of(x);
    MemorySegment target = memory.of(y);
    long in = x.at(worker, block);
    long out = y.at(worker, block) + (long) first * Lanes.BYTES;
    FloatVector filling = FloatVector.broadcast(Lanes.FLOATS, constant);
    for (int i = 0; i < from.length; i++) {
      int element = from[i];
      FloatVector value =
          element < 0
              ? filling
              : FloatVector.fromMemorySegment(
                  Lanes.FLOATS, source, in + (long) element * Lanes.BYTES, Lanes.ORDER);
      value.intoMemorySegment(target, out + (long) i * Lanes.BYTES, Lanes.ORDER);
    }
  }

  @Override
  public String describe() {
    return name + ", " + from.length + " elements";
  }
}
