package dev.fovea.bench.side;

import java.util.List;

/**
 * What a process shall measure.
 *
 * @param model the name of a workload
 * @param mode training or inference
 * @param batches examples of a step or a prediction, each measured
 * @param threads how many threads may compute
 * @param warmUpSeconds how long to run before anything counts
 * @param seconds how long to measure
 * @param hasOtherWays whether to measure other ways to do the same too
 */
public record Job(
    String model,
    RunMode mode,
    List<Integer> batches,
    int threads,
    double warmUpSeconds,
    double seconds,
    boolean hasOtherWays) {
  public Job {
    batches = List.copyOf(batches);
  }

  /** The same, leaving other ways out. */
  public Job withoutOtherWays() {
    return new Job(model, mode, batches, threads, warmUpSeconds, seconds, false);
  }

  /** The same for an engine of native code, which needs less time until it is at its fastest. */
  public Job forNativeCode() {
    return new Job(model, mode, batches, threads, warmUpSeconds / 2, seconds, hasOtherWays);
  }
}
