package dev.fovea.core.vector.loop;

import dev.fovea.core.vector.run.BlockStep;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.Lanes;

/**
 * A chain of element-wise operations on one block.
 *
 * @param chain the operations
 * @param size elements per example
 */
public record BlockedChain(Chain chain, int size) implements BlockStep {
  @Override
  public void run(Memory memory, int worker, int block) {
    chain.run(memory, worker, block, 0, size * Lanes.COUNT);
  }

  @Override
  public String describe() {
    return chain.describe() + ", " + size + " elements";
  }
}
