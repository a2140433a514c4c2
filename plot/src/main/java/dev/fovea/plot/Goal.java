package dev.fovea.plot;

/** Which values of a measure are good. */
public enum Goal {
  /** The lower the better: losses. */
  LOWEST,
  /** The higher the better: accuracies. */
  HIGHEST;

  /** Whether {@code value} is better than {@code other}. */
  boolean better(double value, double other) {
    return this == LOWEST ? value < other : value > other;
  }
}
