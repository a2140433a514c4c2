package dev.fovea.core.vector.loop;

import dev.fovea.core.op.Unary;
import dev.fovea.core.vector.run.WarmUp;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Several element-wise operations in one loop over vectors: what only they read never leaves the
 * registers. Equal forms share one loop, and with it what the compiler has made of it.
 */
public final class ElementLoop {
  /** Loops that later programs can share. A program keeps its own. */
  private static final int MOST_SHARED = 1000;

  private static final Map<LoopForm, ElementLoop> SHARED = new ConcurrentHashMap<>();

  private static final int MOST_BYTES = 1 << 30;

  /** Where the operands of a loop lie, for one thread. */
  record Arguments(MemorySegment[] segments, long[] offsets) {
    Arguments(int places) {
      this(new MemorySegment[places], new long[places]);
    }
  }

  private static final ThreadLocal<Arguments> PAIR =
      ThreadLocal.withInitial(() -> new Arguments(2));

  private final LoopBody body;
  private final WarmUp warmUp;

  private ElementLoop(LoopForm form) {
    this.body = LoopCode.of(form);
    Arguments idle = new Arguments(form.places());
    Arrays.fill(idle.segments(), WarmUp.IDLE);
    this.warmUp = new WarmUp(() -> body.run(idle.segments(), idle.offsets(), 0, Lanes.BYTES));
  }

  public static ElementLoop of(LoopForm form) {
    if (SHARED.size() >= MOST_SHARED) {
      SHARED.clear();
    }
    return SHARED.computeIfAbsent(form, ElementLoop::new);
  }

  /** The loop of one operation. */
  public static ElementLoop of(Unary op) {
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
  public void run(MemorySegment[] segments, long[] offsets, int bytes) {
    if (warmUp.isOver()) {
      body.run(segments, offsets, 0, bytes);
      return;
    }
    // Young, and slow: one vector per call, since the compiler counts calls rather than rounds; to
    // the end, since compiled code comes into use only at the next call.
    for (int done = 0; done < bytes; done += Lanes.BYTES) {
      body.run(segments, offsets, done, done + Lanes.BYTES);
    }
    warmUp.called(bytes / Lanes.BYTES);
  }

  /** Of one operation: from one place of a segment to another. */
  public void run(MemorySegment memory, long from, long to, long bytes) {
    Arguments own = PAIR.get();
    Arrays.fill(own.segments(), memory);
    try {
      for (long done = 0; done < bytes; done += MOST_BYTES) {
        own.offsets()[0] = from + done;
        own.offsets()[1] = to + done;
        run(own.segments(), own.offsets(), (int) Math.min(MOST_BYTES, bytes - done));
      }
    } finally {
      Arrays.fill(own.segments(), null);
    }
  }
}
