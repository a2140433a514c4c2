package dev.fovea.core.vector;

/**
 * A chain of element-wise operations on plain values, such as an optimiser's update.
 *
 * @param chain the operations
 * @param size elements
 */
record ChainPlain(Chain chain, int size) implements PlainStep {
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
    chain.run(memory, worker, 0, task * TASK, Math.min(size, (task + 1) * TASK));
  }

  @Override
  public String describe() {
    return chain.describe() + ", " + size + " elements";
  }
}
