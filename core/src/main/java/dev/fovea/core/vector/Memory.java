package dev.fovea.core.vector;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What a program computes in: one aligned arena outside the heap, freed by the garbage collector
 * with the program, and the memory of the parameters it reads and writes, which differs from run to
 * run. All segments are native, so that kernels see one kind. Values that are not float32 or bool
 * (class numbers, step counters) are rare and small: they are Java arrays of doubles.
 */
final class Memory {
  private static final int CACHE_LINE = 64;

  private final MemorySegment[] bases;
  private final double[][] hosted;

  /**
   * @param bytes the size of the arena
   * @param parameters how many more bases there are
   * @param hosted how many values are kept as doubles, by number of their node
   */
  Memory(long bytes, int parameters, int hosted) {
    this.bases = new MemorySegment[1 + parameters];
    this.bases[0] = Arena.ofAuto().allocate(Math.max(bytes, CACHE_LINE), CACHE_LINE);
    this.hosted = new double[hosted][];
  }

  /** Rounds up to whole cache lines. */
  static long aligned(long bytes) {
    return (bytes + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
  }

  MemorySegment base(int number) {
    return bases[number];
  }

  MemorySegment of(Location location) {
    return bases[location.base()];
  }

  void bind(int base, MemorySegment segment) {
    bases[base] = segment;
  }

  float get(Location location, int index) {
    return bases[location.base()].get(Lanes.FLOAT, location.offset() + (long) index * Float.BYTES);
  }

  void put(Location location, int index, float value) {
    bases[location.base()].set(Lanes.FLOAT, location.offset() + (long) index * Float.BYTES, value);
  }

  double[] hosted(int node) {
    double[] values = hosted[node];
    if (values == null) {
      throw new IllegalStateException("value " + node + " is read before it is computed");
    }
    return values;
  }

  void host(int node, double[] values) {
    hosted[node] = values;
  }
}
