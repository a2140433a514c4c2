package dev.fovea.nn.metric;

import java.util.Arrays;

/** Counts how many of all are right. */
abstract class Share implements Metric.Accumulator {
  private long right;
  private long all;

  final void count(boolean isRight) {
    all++;
    if (isRight) {
      right++;
    }
  }

  @Override
  public final double value() {
    return all == 0 ? Double.NaN : (double) right / all;
  }

  @Override
  public final double[] state() {
    return new double[] {right, all};
  }

  @Override
  public final void restore(double[] state) {
    if (state.length != 2 || !(state[0] >= 0 && state[0] <= state[1])) {
      throw new IllegalArgumentException(
          "metric: expected how many are right, of how many, but was " + Arrays.toString(state));
    }
    right = (long) state[0];
    all = (long) state[1];
  }
}
