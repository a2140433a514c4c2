package dev.fovea.core.vector.run;

import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Additional calls of a kernel that a program calls only a few times per run. The just-in-time
 * compiler counts calls, not time: such a kernel would stay interpreted, a hundred times slower and
 * with an object for each vector, for thousands of runs. The calls work on numbers that nobody
 * reads, and stop when the compiler must have noticed.
 */
public final class WarmUp {
  /** Some vectors to practice on. */
  public static final MemorySegment IDLE = Arena.ofAuto().allocate(8L * Lanes.BYTES, Lanes.BYTES);

  /** Calls after which the compiler has certainly noticed a kernel. */
  private static final int ENOUGH = 6000;

  /** Calls at once: a few milliseconds in all, spread over some fifty runs. */
  private static final int ROUNDS = 128;

  private final Runnable kernel;

  /** About: threads count without taking turns. */
  private int calls;

  /**
   * @param kernel calls the kernel once, on {@link #IDLE}
   */
  public WarmUp(Runnable kernel) {
    this.kernel = kernel;
  }

  /** Whether there were {@link #ENOUGH} calls. */
  public boolean isOver() {
    return calls >= ENOUGH;
  }

  /** To be called when the kernel was called so often. */
  public void called(int times) {
    if (calls < ENOUGH) {
      calls += times;
      if (times < ROUNDS && ColdStart.isOver()) {
        for (int i = times; i < ROUNDS; i++) {
          kernel.run();
        }
        calls += ROUNDS - times;
      }
    }
  }
}
