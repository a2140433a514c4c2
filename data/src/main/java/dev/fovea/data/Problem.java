package dev.fovea.data;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of an error: what is wrong, then the facts, one an indented line with aligned values.
 *
 * <pre>
 * idx: the file ends too early
 *   file:     train-images-idx3-ubyte
 *   offset:   16
 *   expected: 47040000 bytes
 *   found:    1000 bytes
 * </pre>
 *
 * @param headline what is wrong, in one line
 * @param facts in the order they are shown
 */
public record Problem(String headline, List<Fact> facts) {

  /** One line below the headline. */
  public record Fact(String key, String value) {}

  /** Copies the facts. */
  public Problem {
    facts = List.copyOf(facts);
  }

  /** A problem without facts as yet. */
  public static Problem of(String headline) {
    return new Problem(headline, List.of());
  }

  /** The same problem with one more fact. */
  public Problem with(String key, Object value) {
    List<Fact> more = new ArrayList<>(facts);
    more.add(new Fact(key, value.toString()));
    return new Problem(headline, more);
  }

  /** Headline and facts, ready for an exception's message. */
  public String text() {
    int widest = facts.stream().mapToInt(fact -> fact.key().length()).max().orElse(0);
    StringBuilder text = new StringBuilder(headline);
    for (Fact fact : facts) {
      text.append("\n  ")
          .append(fact.key())
          .append(':')
          .append(" ".repeat(widest - fact.key().length() + 1))
          .append(fact.value());
    }
    return text.toString();
  }

  /** The problem of a call with arguments that do not fit. */
  public IllegalArgumentException asBadArgument() {
    return new IllegalArgumentException(text());
  }
}
