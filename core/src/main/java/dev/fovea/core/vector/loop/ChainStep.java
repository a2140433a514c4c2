package dev.fovea.core.vector.loop;

import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;

/**
 * A chain of element-wise operations on row-major values, such as an optimizer's update.
 *
 * @param chain the operations
 * @param size elements
 */
public record ChainStep(Chain chain, int size) implements WholeStep {
  private static final int TASK = 64 * Chain.piece();

  @Override
  public int tasks() {
    return Math.ceilDiv(size, TASK);
  }

  @Override
  public long cost() {
    return chain.cost(Math.min(size, TASK));
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    int from = task * TASK;
    chain.run(memory, worker, 0, from, from + Math.min(TASK, size - from));
  }

  @Override
  public String describe() {
    return chain.describe() + ", " + size + " elements";
  }
}
