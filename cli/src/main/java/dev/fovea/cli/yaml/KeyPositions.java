package dev.fovea.cli.yaml;

import java.util.Map;

/**
 * Where everything stands in a file.
 *
 * @param source the file, for messages
 * @param lines the line of each place, by its JSON pointer
 */
public record KeyPositions(String source, Map<String, Integer> lines) {
  /** Copies the lines. */
  public KeyPositions {
    lines = Map.copyOf(lines);
  }

  /** The file and, where it is known, the line of a place. */
  public String where(String pointer) {
    Integer line = lines.get(pointer);
    return line == null ? source : source + ", line " + line;
  }
}
