package dev.fovea.core.vector.run;

import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * What a program computes in: one aligned arena outside the heap, freed by the garbage collector
 * with the program, and the memory of the parameters it reads and writes, which differs from run to
 * run. All segments are native, so that kernels see one kind. Values that are not float32 or bool
 * (class numbers, step counters) are rare and small: they are Java arrays of doubles, made once.
 */
public final class Memory {
  private static final int CACHE_LINE = 64;

  private final MemorySegment[] bases;
  private final double[][] onHeap;

  /**
   * @param bytes the size of the arena
   * @param parameters how many more bases there are
   * @param onHeap the values that are kept as doubles: how many numbers each has, by number of its
   *     node
   */
  public Memory(long bytes, int parameters, Map<Integer, Integer> onHeap) {
    this.bases = new MemorySegment[1 + parameters];
    this.bases[0] = Arena.ofAuto().allocate(Math.max(bytes, CACHE_LINE), CACHE_LINE);
    int nodes = onHeap.keySet().stream().reduce(-1, Math::max) + 1;
    this.onHeap = new double[nodes][];
    onHeap.forEach((node, size) -> this.onHeap[node] = new double[size]);
  }

  /** Rounds up to whole cache lines. */
  public static long aligned(long bytes) {
    return (bytes + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
  }

  public MemorySegment base(int number) {
    return bases[number];
  }

  public MemorySegment of(Location location) {
    return bases[location.base()];
  }

  void bind(int base, MemorySegment segment) {
    bases[base] = segment;
  }

  public float get(Location location, int index) {
    return bases[location.base()].get(Lanes.FLOAT, location.offset() + (long) index * Float.BYTES);
  }

  public void put(Location location, int index, float value) {
    bases[location.base()].set(Lanes.FLOAT, location.offset() + (long) index * Float.BYTES, value);
  }

  /** The doubles of a value, always the same array: whoever computes the value fills it. */
  public double[] onHeap(int node) {
    double[] values = onHeap[node];
    if (values == null) {
      throw new IllegalStateException("value " + node + " is not kept as doubles");
    }
    return values;
  }
}
