package dev.fovea.nn.optim;

/**
 * One cycle (Smith and Topin 2018, as PyTorch's {@code OneCycleLR} in two phases): from {@code
 * largest/start} up to {@code largest}, then down to {@code largest/start/end}. Counted in steps;
 * the optimizer's own rate does not matter.
 *
 * @param largest the peak
 * @param steps how many steps in all
 * @param rise the part of the steps that lead up
 * @param start by what the first rate is smaller than the largest
 * @param end by what the last rate is smaller than the first
 * @param isLinear straight ramps instead of cosines
 */
public record OneCycle(
    double largest, long steps, double rise, double start, double end, boolean isLinear)
    implements Schedule {
  public OneCycle {
    if (steps < 2 || !(rise >= 0 && rise <= 1) || !(start > 0 && end > 0)) {
      throw new IllegalArgumentException(
          "one cycle: expected steps of at least 2, rise from 0 to 1, start and end above 0 but was "
              + steps
              + ", "
              + rise
              + ", "
              + start
              + ", "
              + end);
    }
  }

  /** PyTorch's settings: 30 % rise by cosines, from 1/25 of the largest rate to 1/250,000. */
  public static OneCycle of(double largest, long steps) {
    return new OneCycle(largest, steps, 0.3, 25, 1e4, false);
  }

  /** With another part of the steps leading up. */
  public OneCycle rise(double part) {
    return new OneCycle(largest, steps, part, start, end, isLinear);
  }

  /**
   * With other ends: the first rate is {@code largest/start}, the last {@code largest/start/end}.
   */
  public OneCycle divisors(double start, double end) {
    return new OneCycle(largest, steps, rise, start, end, isLinear);
  }

  /** With straight ramps. */
  public OneCycle linear() {
    return new OneCycle(largest, steps, rise, start, end, true);
  }

  @Override
  public double rate(double base, long time) {
    double first = largest / start;
    double peak = rise * steps - 1;
    double last = steps - 1.0;
    double now = Math.min((double) time, last);
    return now <= peak
        ? between(first, largest, now / peak)
        : between(largest, first / end, (now - peak) / (last - peak));
  }

  private double between(double from, double to, double part) {
    return isLinear
        ? from + (to - from) * part
        : to + (from - to) * (1 + Math.cos(Math.PI * part)) / 2;
  }

  @Override
  public Unit unit() {
    return Unit.STEP;
  }
}
