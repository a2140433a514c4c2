package dev.fovea.cli;

import dev.fovea.files.NamedTensors;
import dev.fovea.files.StoredTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tensors of a file that tells nothing of layers, as a table. */
final class TensorTable {
  private static final int MOST_TEXTS = 20;
  private static final int LONGEST_TEXT = 60;

  private TensorTable() {}

  static String of(NamedTensors contents) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Tensor", "Type", "Shape", "Numbers"));
    long numbers = 0;
    for (Map.Entry<String, StoredTensor> tensor : contents.tensors().entrySet()) {
      StoredTensor value = tensor.getValue();
      numbers += value.shape().size();
      rows.add(
          List.of(
              tensor.getKey(),
              value.type().label(),
              value.shape().toString(),
              NumberFormat.number(value.shape().size())));
    }
    rows.add(List.of("Total", "", "", NumberFormat.number(numbers)));
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    List<String> lines = new ArrayList<>();
    rows.forEach(row -> lines.add(line(row, widths)));
    String rule = "-".repeat(lines.getFirst().length());
    lines.add(1, rule);
    lines.add(lines.size() - 1, rule);
    addTexts(contents, lines);
    return String.join("\n", lines);
  }

  private static String line(List<String> row, int[] widths) {
    String format =
        "%-" + widths[0] + "s  %-" + widths[1] + "s  %-" + widths[2] + "s  %" + widths[3] + "s";
    return String.format(Locale.ROOT, format, row.toArray());
  }

  private static void addTexts(NamedTensors contents, List<String> lines) {
    if (contents.metadata().isEmpty()) {
      return;
    }
    lines.add("");
    contents.metadata().entrySet().stream()
        .limit(MOST_TEXTS)
        .forEach(text -> lines.add(text.getKey() + ": " + shortened(text.getValue())));
    if (contents.metadata().size() > MOST_TEXTS) {
      lines.add("… and " + (contents.metadata().size() - MOST_TEXTS) + " more");
    }
  }

  private static String shortened(String text) {
    String line = text.replace('\n', ' ');
    return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
  }
}
