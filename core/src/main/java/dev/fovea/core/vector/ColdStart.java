package dev.fovea.core.vector;

/**
 * The first moments of a process, in which the just-in-time compiler has everything to do: until it
 * has compiled the kernels, they run a hundred times slower. They begin with the first question.
 */
final class ColdStart {
  private static final long NANOSECONDS = 1_500_000_000L;

  private static volatile long firstWork;

  private ColdStart() {}

  /** Whether the compiler should have a core of its own no longer. */
  static boolean isOver() {
    long now = System.nanoTime();
    if (firstWork == 0) {
      firstWork = now;
    }
    return now - firstWork >= NANOSECONDS;
  }
}
