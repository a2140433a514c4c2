package dev.fovea.nn;

import dev.fovea.core.Param;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * Picks parameters by path. {@code *} stands for any characters, dots included: {@code *.bias},
 * {@code conv*}. A pattern that fits the path of a layer picks all parameters in it: {@code
 * layer1}.
 *
 * @param pattern the text
 */
public record PathPattern(String pattern) {
  /** The pattern of this text. */
  public static PathPattern of(String pattern) {
    return new PathPattern(pattern);
  }

  /** Whether the path of a parameter, or of a layer around it, fits. */
  public boolean matches(String path) {
    String expression = "\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E(\\..*)?";
    return Pattern.matches(expression, path);
  }

  /**
   * The parameters that fit.
   *
   * @throws IllegalArgumentException if there are none
   */
  SequencedMap<String, Param> select(SequencedMap<String, Param> parameters) {
    SequencedMap<String, Param> found = new LinkedHashMap<>(parameters);
    found.keySet().removeIf(path -> !matches(path));
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "no parameter matches " + pattern + ": expected one of " + parameters.sequencedKeySet());
    }
    return found;
  }
}
