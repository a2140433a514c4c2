package dev.fovea.core.vector;

import java.lang.foreign.MemorySegment;

/**
 * Several element-wise operations in one loop over vectors: what only they read never leaves the
 * registers. {@link LoopCode} makes the code.
 */
interface ElementLoop {
  /**
   * Computes whole vectors up to the one that holds the last number.
   *
   * @param segments the memory of the streams read, then of the single vectors read, then of the
   *     results kept
   * @param offsets where in its segment each begins, in bytes
   * @param bytes of each stream (an int: the compiler unrolls int loops best)
   */
  void run(MemorySegment[] segments, long[] offsets, int bytes);

  /** A loop of one stream and one result, from one place of a segment to another. */
  default void run(MemorySegment memory, long from, long to, int bytes) {
    run(new MemorySegment[] {memory, memory}, new long[] {from, to}, bytes);
  }
}
