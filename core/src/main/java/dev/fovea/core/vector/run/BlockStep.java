package dev.fovea.core.vector.run;

/** One operation on one block of examples. */
public interface BlockStep {
  /**
   * Computes the block.
   *
   * @param worker which worker's memory holds the values of the block at hand
   * @param block the number of the block within the batch
   */
  void run(Memory memory, int worker, int block);

  /** What is computed, for people. */
  String describe();
}
