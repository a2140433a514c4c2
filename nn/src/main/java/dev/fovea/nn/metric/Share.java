package dev.fovea.nn.metric;

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
}
