package dev.fovea.nn.metric;

import java.util.Locale;

/**
 * One class taken for another.
 *
 * @param actual the class of the examples
 * @param predicted the class that was answered
 * @param count how often
 * @param share of all examples of the actual class
 */
public record Confusion(String actual, String predicted, long count, double share) {
  /** In words, such as {@code cat is taken for dog 38 times (19.0 % of cat)}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s is taken for %s %s (%.1f %% of %s)",
        actual,
        predicted,
        count == 1 ? "once" : count + " times",
        100 * share,
        actual);
  }
}
