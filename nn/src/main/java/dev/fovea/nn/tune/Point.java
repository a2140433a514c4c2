package dev.fovea.nn.tune;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * One value for each setting.
 *
 * @param values the values by the names of the settings
 */
public record Point(SequencedMap<String, String> values) {
  public Point {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  static Point empty() {
    return new Point(new LinkedHashMap<>());
  }

  Point with(String name, String value) {
    SequencedMap<String, String> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Point(more);
  }

  /**
   * A value as it is written.
   *
   * @throws IllegalArgumentException if there is no such setting
   */
  public String word(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "no setting " + name + ": expected one of " + values.sequencedKeySet());
    }
    return value;
  }

  /** A value as a number. */
  public double number(String name) {
    return Double.parseDouble(word(name));
  }

  /** A value as a whole number. */
  public int whole(String name) {
    return Integer.parseInt(word(name));
  }

  /** A value as yes or no. */
  public boolean flag(String name) {
    return Boolean.parseBoolean(word(name));
  }

  /** Such as {@code learning-rate 0.001, filters 16}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    values.forEach((name, value) ->
        text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(value));
    return text.toString();
  }
}
