package dev.fovea.plot;

import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {
  private Numbers() {}

  /** Whole number with commas: {@code 60,000}. */
  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n).replace('-', '−');
  }

  /** Part of one as percent with {@code decimals}: {@code 98.9 %}. */
  static String percent(double part, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f %%", 100 * part);
  }

  /** About {@code digits} significant digits, without an exponent where that stays short. */
  static String significant(double value, int digits) {
    if (value == 0) {
      return "0";
    }
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
    }
    int exponent = (int) Math.floor(Math.log10(Math.abs(value)));
    if (exponent < -4 || exponent > 6) {
      String[] parts = String.format(Locale.ROOT, "%." + (digits - 1) + "e", value).split("e", 2);
      return (parts[0] + "e" + Integer.parseInt(parts[1])).replace('-', '−');
    }
    return decimals(value, Math.max(0, digits - 1 - exponent));
  }

  /** {@code decimals} digits after the point. */
  static String decimals(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value).replace('-', '−');
  }
}
