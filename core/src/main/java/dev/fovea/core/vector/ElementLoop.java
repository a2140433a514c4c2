package dev.fovea.core.vector;

import dev.fovea.core.Unary;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Several element-wise operations in one loop over vectors: what only they read never leaves the
 * registers. Equal forms share one loop, and with it what the compiler has made of it.
 */
final class ElementLoop {
  /**
   * Calls until the loop has been compiled. Before, a vector costs a hundred times more, and the
   * compiler counts calls of a method rather than rounds of its loop: so they take one vector each.
   */
  private static final int YOUNG = 6000;

  /** Loops that later programs can share. A program keeps its own. */
  private static final int MOST_SHARED = 1000;

  private static final Map<LoopForm, ElementLoop> SHARED = new ConcurrentHashMap<>();

  private final LoopBody body;

  /** About: threads count without taking turns. */
  private int calls;

  private ElementLoop(LoopForm form) {
    this.body = LoopCode.of(form);
  }

  static ElementLoop of(LoopForm form) {
    if (SHARED.size() >= MOST_SHARED) {
      SHARED.clear();
    }
    return SHARED.computeIfAbsent(form, ElementLoop::new);
  }

  /** The loop of one operation. */
  static ElementLoop of(Unary op) {
    return of(new LoopForm(1, 0, List.of(new LoopForm.Operation(op, List.of(0), true))));
  }

  /**
   * Computes whole vectors up to the one that holds the last number.
   *
   * @param segments the memory of the streams read, then of the single vectors read, then of the
   *     results kept
   * @param offsets where in its segment each begins, in bytes
   * @param bytes of each stream
   */
  void run(MemorySegment[] segments, long[] offsets, int bytes) {
    int done = 0;
    if (calls < YOUNG) {
      for (; done < bytes && calls < YOUNG; done += Lanes.BYTES) {
        body.run(segments, offsets, done, done + Lanes.BYTES);
        calls++;
      }
    }
    body.run(segments, offsets, done, bytes);
  }

  /** Of one operation: from one place of a segment to another. */
  void run(MemorySegment memory, long from, long to, int bytes) {
    run(new MemorySegment[] {memory, memory}, new long[] {from, to}, bytes);
  }
}
