package dev.fovea.cli;

import java.util.Locale;

/** How numbers are shown to people. */
final class NumberFormat {
  private NumberFormat() {}

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String loss(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** {@code 0:07}, {@code 12:30} or {@code 1:02:03}. */
  static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
