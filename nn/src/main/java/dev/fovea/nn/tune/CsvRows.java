package dev.fovea.nn.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values as RFC 4180 has them, without line breaks in values. */
final class CsvRows {
  private CsvRows() {}

  static String line(List<String> values) {
    return values.stream().map(CsvRows::quoted).collect(Collectors.joining(",", "", "\n"));
  }

  private static String quoted(String value) {
    String oneLine = value.replaceAll("\\s+", " ");
    return oneLine.matches("[^\",]*") ? oneLine : '"' + oneLine.replace("\"", "\"\"") + '"';
  }

  static List<List<String>> parse(String text) {
    return text.lines().filter(line -> !line.isBlank()).map(CsvRows::values).toList();
  }

  private static List<String> values(String line) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean isQuoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && isQuoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        value.append(c);
        i++;
      } else if (c == '"') {
        isQuoted = !isQuoted;
      } else if (c == ',' && !isQuoted) {
        values.add(value.toString());
        value.setLength(0);
      } else {
        value.append(c);
      }
    }
    values.add(value.toString());
    return values;
  }
}
