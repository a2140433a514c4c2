package dev.fovea.core.vector.loop;

import dev.fovea.core.op.Elementwise;
import java.util.List;

/**
 * What an {@link ElementLoop} computes, wherever its operands lie. Values have numbers: first the
 * streams read, then the single vectors read, then the results in their order.
 *
 * @param streams how many streams are read
 * @param singles how many vectors are read once, before the loop
 * @param operations what is computed
 */
record LoopForm(int streams, int singles, List<Operation> operations) {
  /**
   * One operation.
   *
   * @param op what is computed
   * @param inputs the numbers of the values it reads
   * @param kept whether its result is written to memory
   */
  record Operation(Elementwise op, List<Integer> inputs, boolean kept) {}

  /** How many values are read. */
  int read() {
    return streams + singles;
  }

  /** How many places in memory are read or written. */
  int places() {
    return read() + (int) operations.stream().filter(Operation::kept).count();
  }
}
