package dev.fovea.core.vector.move;

import dev.fovea.core.vector.run.BlockStep;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.simd.MoveKernels;

/**
 * One number in every lane of a block.
 *
 * @param value the number
 * @param size elements per example
 * @param lanes the block
 */
public record FillBlock(float value, int size, Location lanes) implements BlockStep {
  @Override
  public void run(Memory memory, int worker, int block) {
    MoveKernels.fill(value, memory.of(lanes), lanes.at(worker, block), size * Lanes.COUNT);
  }

  @Override
  public String describe() {
    return "fill " + size + " elements";
  }
}
