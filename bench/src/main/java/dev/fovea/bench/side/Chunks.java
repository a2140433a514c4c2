package dev.fovea.bench.side;

import dev.fovea.bench.side.SideResult.Timing;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Times a short action by chunks of many runs, so that neither the clock nor a single pause counts.
 */
final class Chunks {
  private static final double SECONDS_OF_A_CHUNK = 0.05;
  private static final int LEAST_CHUNKS = 3;
  private static final int RUNS_TO_A_RESTART = 200;
  private static final com.sun.management.ThreadMXBean HEAP =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Runnable restart;
  private final Runnable action;
  private int sinceRestart;

  /**
   * A clock.
   *
   * @param restart what is done from time to time between chunks, not timed, so that thousands of
   *     steps on a few batches do not end in weights whose gradients are too small for the
   *     arithmetic of ordinary numbers
   * @param action what is timed
   */
  Chunks(Runnable restart, Runnable action) {
    this.restart = restart;
    this.action = action;
  }

  /** The median over chunks, after a time that does not count. */
  Timing time(String way, int batch, double warmUpSeconds, double seconds) {
    double once = warmUp(warmUpSeconds);
    int runs = (int) Math.max(1, Math.round(SECONDS_OF_A_CHUNK / once));
    List<Double> times = new ArrayList<>();
    long allocated = 0;
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (times.size() < LEAST_CHUNKS || System.nanoTime() < end) {
      restartIfDue();
      long heap = HEAP.getCurrentThreadAllocatedBytes();
      times.add(chunk(runs) * 1e3 / runs);
      allocated += HEAP.getCurrentThreadAllocatedBytes() - heap;
    }
    double perRun = (double) allocated / times.size() / runs;
    return new Timing(way, batch, Sample.of(times).median(), perRun);
  }

  /** Seconds of one run at the end of the warm-up. */
  private double warmUp(double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    int runs = 1;
    double once;
    do {
      restartIfDue();
      once = Math.max(chunk(runs) / runs, 1e-8);
      runs = (int) Math.max(1, Math.round(SECONDS_OF_A_CHUNK / once));
    } while (System.nanoTime() < end);
    return once;
  }

  private void restartIfDue() {
    if (sinceRestart >= RUNS_TO_A_RESTART) {
      restart.run();
      sinceRestart = 0;
    }
  }

  private double chunk(int runs) {
    sinceRestart += runs;
    long start = System.nanoTime();
    for (int run = 0; run < runs; run++) {
      action.run();
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
