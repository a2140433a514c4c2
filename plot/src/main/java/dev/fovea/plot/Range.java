package dev.fovea.plot;

import java.util.Collection;

/**
 * The values at the two ends of a scale.
 *
 * @param low the value at the dark or left end, finite
 * @param high the value at the light or right end, finite, not below {@code low}
 */
public record Range(double low, double high) {
  /** Checks that both ends are finite and in order. */
  public Range {
    Expect.that(
        Double.isFinite(low) && Double.isFinite(high) && low <= high,
        "range: ends are not in order",
        "two finite numbers, low <= high",
        low + " and " + high);
  }

  /** From the smallest to the largest finite value of {@code all}; 0 to 0 if there is none. */
  static Range of(Collection<Planes> all) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Planes planes : all) {
      for (float value : planes.values()) {
        if (Float.isFinite(value)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
    return low <= high ? new Range(low, high) : new Range(0, 0);
  }

  /** The range with 0 in its middle that covers this one. */
  Range symmetric() {
    double end = Math.max(Math.abs(low), Math.abs(high));
    return new Range(-end, end);
  }

  /**
   * Where {@code value} lies, 0 at the low end and 1 at the high one, cut off beyond them; 0.5 on a
   * scale without length.
   */
  double place(double value) {
    return low == high ? 0.5 : Math.clamp((value - low) / (high - low), 0, 1);
  }
}
