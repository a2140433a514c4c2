package dev.fovea.core.shape;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Shapes, types or options that do not fit together, found while a graph is built. The message
 * names the operation, the layer it stands in, what was expected and what was found, as aligned
 * {@code key: value} lines.
 */
public final class ShapeError extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String title;
  private final String path;
  private final LinkedHashMap<String, String> facts;

  private ShapeError(String title, String path, Map<String, String> facts) {
    this.title = title;
    this.path = path;
    this.facts = new LinkedHashMap<>(facts);
  }

  /** An error that says what is wrong in one line, such as {@code conv2d: kernel is too large}. */
  public static ShapeError of(String title) {
    return new ShapeError(title, "", new LinkedHashMap<>());
  }

  /** This error with one more line of evidence. */
  public ShapeError fact(String key, Object value) {
    LinkedHashMap<String, String> more = new LinkedHashMap<>(facts);
    more.put(key, String.valueOf(value));
    return copy(path, more);
  }

  /** This error with a last line that names the common mistake after it. */
  public ShapeError hint(String hint) {
    return fact("hint", hint);
  }

  /** This error as seen from the layer {@code name} around it: the name is put before the path. */
  public ShapeError within(String name) {
    return copy(path.isEmpty() ? name : name + "." + path, facts);
  }

  private ShapeError copy(String newPath, Map<String, String> newFacts) {
    ShapeError copy = new ShapeError(title, newPath, newFacts);
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  /** The path of the layer the error was found in; empty if it was found outside any layer. */
  public String path() {
    return path;
  }

  @Override
  public String getMessage() {
    LinkedHashMap<String, String> lines = new LinkedHashMap<>();
    if (!path.isEmpty()) {
      lines.put("at", path);
    }
    lines.putAll(facts);
    int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0) + 1;
    StringBuilder message = new StringBuilder(title);
    for (Map.Entry<String, String> line : lines.entrySet()) {
      String key = line.getKey() + ":";
      message.append("\n  ").append(key).repeat(' ', width - key.length() + 1);
      message.append(line.getValue());
    }
    return message.toString();
  }
}
