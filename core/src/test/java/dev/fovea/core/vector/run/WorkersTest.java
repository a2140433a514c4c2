package dev.fovea.core.vector.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private static final int THREADS = 3;
  private final Workers workers = Workers.of(THREADS);

  @Test
  void everyTaskRunsOnceWithAWorkerOfThePool() {
    AtomicIntegerArray runs = new AtomicIntegerArray(1000);
    AtomicInteger strangers = new AtomicInteger();
    workers.run(
        1000,
        (worker, task) -> {
          runs.incrementAndGet(task);
          if (worker < 0 || worker >= THREADS) {
            strangers.incrementAndGet();
          }
        });
    for (int task = 0; task < 1000; task++) {
      assertThat(runs.get(task)).as("task %d", task).isEqualTo(1);
    }
    assertThat(strangers).hasValue(0);
  }

  @Test
  void aFailureReachesTheCallerAndTheNextRunWorks() {
    assertThatThrownBy(() -> workers.run(50, (_, task) -> failAt(task, 7)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("task 7 failed");
    assertThatThrownBy(() -> workers.run(1, (_, task) -> failAt(task, 0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("task 0 failed");
    assertThatThrownBy(() ->
            workers.run(
                50,
                (_, _) -> {
                  throw new OutOfMemoryError("made up");
                }))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("made up");
    assertThat(sum(100)).isEqualTo(4950);
  }

  private static void failAt(int task, int bad) {
    if (task == bad) {
      throw new IllegalStateException("task " + task + " failed");
    }
  }

  @Test
  void callersTakeTurns() throws Exception {
    try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
      Future<Boolean> one = callers.submit(() -> sumsAreRight(1000));
      Future<Boolean> other = callers.submit(() -> sumsAreRight(1000));
      assertThat(one.get()).isTrue();
      assertThat(other.get()).isTrue();
    }
  }

  private boolean sumsAreRight(int times) {
    for (int i = 0; i < times; i++) {
      if (sum(20) != 190) {
        return false;
      }
    }
    return true;
  }

  @Test
  void anInterruptedCallerFinishesAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    long found = sum(100);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(found).isEqualTo(4950);
  }

  @Test
  void manyRunsTakeNoMoreThreads() {
    for (int i = 0; i < 100_000; i++) {
      workers.run(2, (_, _) -> {});
    }
    assertThat(Thread.getAllStackTraces().keySet().stream().filter(WorkersTest::isWorker))
        .allMatch(Thread::isDaemon)
        .hasSizeLessThanOrEqualTo(1 + 2 + 3);
    assertThat(Workers.of(THREADS)).isSameAs(workers);
  }

  private static boolean isWorker(Thread thread) {
    return thread.getName().startsWith("fovea-worker");
  }

  private long sum(int tasks) {
    AtomicLong sum = new AtomicLong();
    workers.run(tasks, (_, task) -> sum.addAndGet(task));
    return sum.get();
  }
}
