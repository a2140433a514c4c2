package dev.fovea.cli.run;

import java.util.concurrent.CountDownLatch;

/**
 * Gives a training time to end well when the process is told to end (Ctrl-C): it is asked to stop,
 * and the process waits for {@link #close}.
 */
public final class Interruption implements AutoCloseable {
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean requested;

  private Interruption(Runnable stop) {
    this.hook =
        new Thread(
            () -> {
              requested = true;
              stop.run();
              awaitClose();
            },
            "fovea-interruption");
  }

  /** From now on, Ctrl-C runs this and then waits. */
  public static Interruption stopping(Runnable stop) {
    Interruption interruption = new Interruption(stop);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Whether the process is about to end. */
  public boolean requested() {
    return requested;
  }

  /** Everything is written: the process may end. */
  @Override
  public void close() {
    closed.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException alreadyEnding) {
        requested = true;
      }
    }
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
