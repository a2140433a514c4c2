package dev.fovea.bench.fovea;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.fovea.bench.network.Workload;
import dev.fovea.bench.network.Workloads;
import dev.fovea.core.Engine;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step takes nothing from the heap once the just-in-time compiler has done its work. */
@Tag("slow")
class StepAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int STEPS = 100;

  /** A box or an array that is left would take 16 bytes or more in each step. */
  private static final long LESS_THAN_AN_OBJECT = 16;

  private static final long PATIENCE_SECONDS = 120;

  @ParameterizedTest
  @ValueSource(strings = {"logistic", "har", "mlp"})
  void stepsAllocateNothing(String model) {
    Workload workload = Workloads.named(model);
    long bytes =
        Engine.of("vector", 1)
            .run(() -> {
              CompiledTraining training = new CompiledTraining(workload, workload.batch(), true);
              long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
              long least = Long.MAX_VALUE;
              while (least >= LESS_THAN_AN_OBJECT && System.nanoTime() < end) {
                least = Math.min(least, bytesOfAStep(training));
              }
              return least;
            });
    assertThat(bytes).isLessThan(LESS_THAN_AN_OBJECT);
  }

  private static long bytesOfAStep(CompiledTraining training) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < STEPS; i++) {
      training.step();
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / STEPS;
  }
}
