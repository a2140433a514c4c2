package dev.fovea.core.vector;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share the tasks of a wave. A step takes a millisecond or less, so a worker spins for
 * a moment before it sleeps; the caller works too. Which worker takes which task is left to chance;
 * tasks are independent, so results do not depend on it.
 */
final class Workers {
  /** What a wave does: a task, on the memory of a worker. */
  @FunctionalInterface
  interface Task {
    void run(int worker, int task);
  }

  private record Job(Task task, int count, AtomicInteger next, AtomicInteger finished) {}

  private static final Map<Integer, Workers> POOLS = new ConcurrentHashMap<>();
  private static final int SPINS = 20_000;

  private final Thread[] threads;
  private volatile @Nullable Job job;
  private volatile @Nullable Throwable failure;

  private Workers(int number) {
    threads = new Thread[number - 1];
    for (int i = 0; i < threads.length; i++) {
      int worker = i + 1;
      threads[i] =
          Thread.ofPlatform().daemon().name("fovea-worker-" + worker).start(() -> serve(worker));
    }
  }

  /** The pool with so many workers, the caller counted. */
  static Workers of(int number) {
    return POOLS.computeIfAbsent(number, Workers::new);
  }

  /** Runs tasks 0 to count − 1 and returns when all are done. */
  synchronized void run(int count, Task task) {
    if (threads.length == 0 || count < 2) {
      for (int i = 0; i < count; i++) {
        task.run(0, i);
      }
      return;
    }
    failure = null;
    Job mine = new Job(task, count, new AtomicInteger(), new AtomicInteger());
    job = mine;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
    work(mine, 0);
    while (mine.finished.get() < count) {
      Thread.onSpinWait();
    }
    job = null;
    Throwable failed = failure;
    if (failed instanceof RuntimeException exception) {
      throw exception;
    }
    if (failed instanceof Error error) {
      throw error;
    }
  }

  private void serve(int worker) {
    Job last = null;
    while (true) {
      Job next = job;
      for (int spin = 0; (next == null || next == last) && spin < SPINS; spin++) {
        Thread.onSpinWait();
        next = job;
      }
      if (next == null || next == last) {
        LockSupport.park(this);
      } else {
        last = next;
        work(next, worker);
      }
    }
  }

  @SuppressWarnings("PMD") // every failure of a task must reach the caller
  private void work(Job current, int worker) {
    int task = current.next.getAndIncrement();
    while (task < current.count) {
      try {
        current.task.run(worker, task);
      } catch (Throwable thrown) {
        failure = thrown;
      } finally {
        current.finished.incrementAndGet();
      }
      task = current.next.getAndIncrement();
    }
  }
}
