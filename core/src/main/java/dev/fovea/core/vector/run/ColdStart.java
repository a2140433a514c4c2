package dev.fovea.core.vector.run;

/**
 * The first moments of work in a process, when the just-in-time compiler has everything to do:
 * until it has compiled the kernels, they run a hundred times slower, and it needs a core of its
 * own.
 */
final class ColdStart {
  private static final long NANOSECONDS = 1_500_000_000L;

  private static volatile long began;

  private ColdStart() {}

  /** To be called when there is work that threads would share. */
  static void workBegins() {
    if (began == 0) {
      began = System.nanoTime();
    }
  }

  /** Whether there has been work for so long that the compiler must be done with most of it. */
  static boolean isOver() {
    return began != 0 && System.nanoTime() - began >= NANOSECONDS;
  }
}
