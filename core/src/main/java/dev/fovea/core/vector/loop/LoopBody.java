package dev.fovea.core.vector.loop;

import java.lang.foreign.MemorySegment;

/** The code of an {@link ElementLoop}, as {@link LoopCode} makes it. */
interface LoopBody {
  /**
   * Computes whole vectors.
   *
   * @param segments the memory of the streams read, then of the single vectors read, then of the
   *     results kept
   * @param offsets where in its segment each begins, in bytes
   * @param from the first byte of each stream (an int: the compiler unrolls int loops best)
   * @param to where the last vector begins before
   */
  void run(MemorySegment[] segments, long[] offsets, int from, int to);
}
