package dev.fovea.bench.side;

import java.util.List;

/**
 * What a process found out.
 *
 * @param engine what computed, with its version
 * @param check numbers that must be equal for every engine: losses of the first steps in training,
 *     outputs of one example in inference
 * @param timings the times
 * @param peakBytes the most memory the process had, as the system counts it
 */
public record SideResult(String engine, List<Double> check, List<Timing> timings, long peakBytes) {
  public SideResult {
    check = List.copyOf(check);
    timings = List.copyOf(timings);
  }

  /**
   * The time of one step or one prediction.
   *
   * @param way how it was done; empty for the way that counts
   * @param batch how many examples
   * @param milliseconds the median over chunks of many steps
   * @param allocatedBytes on the Java heap by the calling thread, each step
   */
  public record Timing(String way, int batch, double milliseconds, double allocatedBytes) {}
}
