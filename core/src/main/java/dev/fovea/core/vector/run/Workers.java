package dev.fovea.core.vector.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share the tasks of a block stage. A step takes a millisecond or less, so a worker
 * spins for a moment before it sleeps; the caller works too. Each worker begins with its own share
 * of the tasks, neighbors, and the same ones from step to step, so that numbers stay in the caches
 * of the core that works on them; then it helps the others. In the end which worker takes which
 * task is left to chance; tasks are independent, so results do not depend on it. Handing out work
 * allocates nothing.
 */
public final class Workers {
  /** What a block stage does: a task, on the memory of a worker. */
  @FunctionalInterface
  public interface Task {
    void run(int worker, int task);
  }

  /** One thread of the pool besides the caller. */
  private static final class Worker {
    private final Thread thread;
    private volatile boolean sleeps;

    Worker(Thread thread) {
      this.thread = thread;
    }
  }

  private static final Map<Integer, Workers> POOLS = new ConcurrentHashMap<>();
  private static final int SPINS = 20_000;
  private static final int APART = 128 / Long.BYTES;
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final Worker[] workers;

  /**
   * For each worker, the number of the job at hand in the upper half and the next task of the
   * worker's share in the lower; far enough apart not to lie in one cache line.
   */
  private final AtomicLongArray tickets;

  private final AtomicInteger unfinished = new AtomicInteger();
  private @Nullable Task task;
  private int count;
  private int sharers;
  private volatile int job;
  private volatile int invited;
  private volatile @Nullable Throwable failure;

  private Workers(int number) {
    workers = new Worker[number - 1];
    tickets = new AtomicLongArray(number * APART);
    for (int i = 0; i < workers.length; i++) {
      int worker = i + 1;
      Thread thread =
          Thread.ofPlatform()
              .daemon()
              .name("fovea-worker-" + worker)
              .unstarted(() -> serve(worker));
      workers[i] = new Worker(thread);
    }
    for (Worker worker : workers) {
      worker.thread.start();
    }
  }

  /** The pool with this many workers, the caller counted. */
  public static Workers of(int number) {
    return POOLS.computeIfAbsent(number, Workers::new);
  }

  /** Runs tasks 0 to count − 1 and returns when all are done. */
  public synchronized void run(int tasks, Task each) {
    int helpers = Math.min(helpersNow(), tasks - 1);
    if (helpers < 1) {
      for (int i = 0; i < tasks; i++) {
        each.run(0, i);
      }
      return;
    }
    int mine = job + 1;
    for (int share = 0; share < number(); share++) {
      // Nothing to take, also for a worker that is still on its way out of the last job.
      tickets.set(share * APART, ticket(mine, Integer.MAX_VALUE));
    }
    failure = null;
    task = each;
    count = tasks;
    sharers = helpers + 1;
    unfinished.set(tasks);
    for (int share = 0; share < sharers; share++) {
      tickets.set(share * APART, ticket(mine, first(share)));
    }
    invited = helpers;
    job = mine;
    for (int i = 0; i < helpers; i++) {
      if (workers[i].sleeps) {
        LockSupport.unpark(workers[i].thread);
      }
    }
    work(mine, 0);
    while (unfinished.get() > 0) {
      Thread.onSpinWait();
    }
    task = null;
    Throwable failed = failure;
    if (failed instanceof RuntimeException exception) {
      throw exception;
    }
    if (failed instanceof Error error) {
      throw error;
    }
  }

  /** In a cold process, a core is left to the just-in-time compiler. */
  private int helpersNow() {
    if (workers.length + 1 < CORES) {
      return workers.length;
    }
    ColdStart.workBegins();
    return ColdStart.isOver() ? workers.length : CORES - 2;
  }

  private void serve(int worker) {
    int last = 0;
    while (true) {
      int spins = 0;
      while (!isInvited(last, worker)) {
        if (spins < SPINS) {
          spins++;
          Thread.onSpinWait();
        } else {
          sleep(last, worker);
        }
      }
      last = job;
      work(last, worker);
    }
  }

  private boolean isInvited(int last, int worker) {
    return job != last && worker <= invited;
  }

  private void sleep(int last, int worker) {
    Worker self = workers[worker - 1];
    self.sleeps = true;
    if (!isInvited(last, worker)) {
      LockSupport.park(this);
    }
    self.sleeps = false;
  }

  private int number() {
    return workers.length + 1;
  }

  private static long ticket(int job, int next) {
    return (long) job << Integer.SIZE | next;
  }

  /** The first task of a worker's share. */
  private int first(int share) {
    return (int) ((long) count * share / sharers);
  }

  /** The worker's own share, then what is left of the others'. */
  private void work(int mine, int worker) {
    int all = sharers;
    for (int i = 0; i < all; i++) {
      work(mine, worker, (worker + i) % all);
    }
  }

  @SuppressWarnings("PMD") // every failure of a task must reach the caller
  private void work(int mine, int worker, int share) {
    while (true) {
      long ticket = tickets.get(share * APART);
      Task each = task;
      int next = (int) ticket;
      if (ticket >>> Integer.SIZE != Integer.toUnsignedLong(mine)
          || next >= first(share + 1)
          || each == null) {
        return;
      }
      if (tickets.compareAndSet(share * APART, ticket, ticket + 1)) {
        try {
          each.run(worker, next);
        } catch (Throwable thrown) {
          failure = thrown;
        } finally {
          unfinished.decrementAndGet();
        }
      }
    }
  }
}
