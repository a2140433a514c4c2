package dev.fovea.bench.peak;

import dev.fovea.bench.side.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The fastest rate of float multiply-adds: a loop on registers alone, on as many threads as are
 * measured with.
 */
public final class FmaPeak {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final int CHAINS = 12;
  private static final int TURNS = 200_000;
  private static final int WARM_UP = 40;
  private static final int MEASURED = 60;

  private FmaPeak() {}

  /**
   * Prints the rate in GFLOP/s, all threads together.
   *
   * @param arguments the number of threads
   */
  public static void main(String... arguments) throws InterruptedException {
    System.out.println(Task.ANSWER + gflops(Integer.parseInt(arguments[0])));
  }

  static double gflops(int threads) throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(threads);
    double[] rates = new double[threads];
    List<Thread> running = new ArrayList<>();
    for (int number = 0; number < threads; number++) {
      int own = number;
      running.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int turn = 0; turn < WARM_UP; turn++) {
                  multiplyAdd(1e-9f);
                }
                ready.countDown();
                rates[own] = best(ready);
              }));
    }
    for (Thread thread : running) {
      thread.join();
    }
    double sum = 0;
    for (double rate : rates) {
      sum += rate;
    }
    return sum;
  }

  private static double best(CountDownLatch ready) {
    try {
      ready.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
    double best = 0;
    for (int turn = 0; turn < MEASURED; turn++) {
      long start = System.nanoTime();
      float sink = multiplyAdd(1e-9f);
      double nanoseconds = System.nanoTime() - start;
      if (sink != 0) {
        best = Math.max(best, 2.0 * CHAINS * LANES.length() * TURNS / nanoseconds);
      }
    }
    return best;
  }

  /** Twelve chains, enough to cover the latency of the units of today's cores. */
  private static float multiplyAdd(float small) {
    FloatVector factor = FloatVector.broadcast(LANES, 1 - small);
    FloatVector term = FloatVector.broadcast(LANES, small);
    FloatVector a = term;
    FloatVector b = term;
    FloatVector c = term;
    FloatVector d = term;
    FloatVector e = term;
    FloatVector f = term;
    FloatVector g = term;
    FloatVector h = term;
    FloatVector i = term;
    FloatVector j = term;
    FloatVector k = term;
    FloatVector l = term;
    for (int turn = 0; turn < TURNS; turn++) {
      a = a.fma(factor, term);
      b = b.fma(factor, term);
      c = c.fma(factor, term);
      d = d.fma(factor, term);
      e = e.fma(factor, term);
      f = f.fma(factor, term);
      g = g.fma(factor, term);
      h = h.fma(factor, term);
      i = i.fma(factor, term);
      j = j.fma(factor, term);
      k = k.fma(factor, term);
      l = l.fma(factor, term);
    }
    FloatVector sum = a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k);
    return sum.add(l).lane(0);
  }
}
