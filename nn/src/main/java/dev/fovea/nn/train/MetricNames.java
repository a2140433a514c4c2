package dev.fovea.nn.train;

/** The names of figures in a history. */
final class MetricNames {
  static final String LOSS = "loss";
  static final String VALIDATION = "val_";
  static final String LEARNING_RATE = "learning_rate";
  static final String SECONDS = "seconds";

  private MetricNames() {}

  /** Losses, errors and durations shall fall; everything else shall rise. */
  static boolean isHigherBetter(String name) {
    return !(name.endsWith(LOSS) || name.endsWith("error") || name.equals(SECONDS));
  }
}
