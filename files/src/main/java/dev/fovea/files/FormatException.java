package dev.fovea.files;

import java.io.IOException;
import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A file that is not what it should be, or cannot be written. The message is one line and the facts
 * below it, aligned:
 *
 * <pre>
 * safetensors: the header is longer than the file
 *   file:     model.safetensors
 *   offset:   0
 *   field:    header length
 *   expected: at most 1012
 *   found:    4294967295
 * </pre>
 */
public final class FormatException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /** More of a value does not help to understand it, and a hostile file may have much more. */
  private static final int LONGEST_VALUE = 2000;

  private final String title;
  private final LinkedHashMap<String, String> facts;

  private FormatException(String title, Map<String, String> facts, @Nullable Throwable cause) {
    super(text(title, facts), cause);
    this.title = title;
    this.facts = new LinkedHashMap<>(facts);
  }

  /** An error that says in one line what is wrong. */
  public static FormatException of(String title) {
    return new FormatException(title, Map.of(), null);
  }

  /** This error with one more line. */
  public FormatException fact(String key, @Nullable Object value) {
    SequencedMap<String, String> more = new LinkedHashMap<>(facts);
    more.put(key, shown(value));
    return copy(more, getCause());
  }

  /** This error with a line in front of the others, unless it has one of that name. */
  public FormatException within(String key, Object value) {
    if (facts.containsKey(key)) {
      return this;
    }
    SequencedMap<String, String> more = new LinkedHashMap<>(facts);
    more.putFirst(key, shown(value));
    return copy(more, getCause());
  }

  /** This error with what brought it about. */
  public FormatException causedBy(Throwable cause) {
    return copy(facts, cause);
  }

  private static String shown(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
  }

  private FormatException copy(Map<String, String> newFacts, @Nullable Throwable newCause) {
    FormatException copy = new FormatException(title, newFacts, newCause);
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  private static String text(String title, Map<String, String> facts) {
    int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0) + 1;
    StringBuilder text = new StringBuilder(title);
    facts.forEach((key, value) -> {
      text.append("\n  ").append(key).append(':').repeat(' ', width - key.length());
      text.append(value.replace("\n", "\n  " + " ".repeat(width + 1)));
    });
    return text.toString();
  }
}
