package dev.fovea.core.vector.move;

import dev.fovea.core.vector.loop.Operand;
import dev.fovea.core.vector.run.BlockStep;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * A value that is the same for all examples, put into every lane of a block.
 *
 * @param pattern which number stands at each element
 * @param size elements per example
 * @param lanes the block
 */
public record RepeatIntoBlock(Operand.Uniform pattern, int size, Location lanes)
    implements BlockStep {
  @Override
  public void run(Memory memory, int worker, int block) {
    MemorySegment to = memory.of(lanes);
    long out = lanes.at(worker, block);
    for (int i = 0; i < size; i++) {
      float value = pattern.at(memory, i);
      FloatVector.broadcast(Lanes.FLOATS, value)
          .intoMemorySegment(to, out + (long) i * Lanes.BYTES, Lanes.ORDER);
    }
  }

  @Override
  public String describe() {
    return "spread " + size + " elements over the examples";
  }
}
