package dev.fovea.core.vector;

/**
 * One number in every lane of a block.
 *
 * @param value the number
 * @param size elements an example
 * @param lanes the block
 */
record ConstantLanes(float value, int size, Location lanes) implements LaneStep {
  @Override
  public void run(Memory memory, int worker, int block) {
    MoveKernels.fill(value, memory.of(lanes), lanes.at(worker, block), size * Lanes.COUNT);
  }

  @Override
  public String describe() {
    return "fill " + size + " elements";
  }
}
