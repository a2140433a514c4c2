package dev.fovea.formats;

import java.util.List;
import java.util.stream.Stream;

/**
 * What became of the weights of a file in a network.
 *
 * @param loaded the parameters and buffers that took their values from the file
 * @param missing those the file has no values for
 * @param unexpected names in the file that the network has not
 * @param mismatched those whose values have another shape, or a type that cannot be turned
 * @param counters counters of batches that the file lacks, which is no fault: PyTorch before 0.4.1
 *     had none, and nothing depends on them
 */
public record LoadReport(
    List<String> loaded,
    List<String> missing,
    List<String> unexpected,
    List<Mismatch> mismatched,
    List<String> counters) {
  private static final int SHOWN = 8;

  public LoadReport {
    loaded = List.copyOf(loaded);
    missing = List.copyOf(missing);
    unexpected = List.copyOf(unexpected);
    mismatched = List.copyOf(mismatched);
    counters = List.copyOf(counters);
  }

  /**
   * A parameter and a tensor of its name that do not fit.
   *
   * @param path the parameter
   * @param expected shape and type of the parameter
   * @param found shape and type of the tensor
   */
  public record Mismatch(String path, String expected, String found) {
    @Override
    public String toString() {
      return path + ": expected " + expected + " but was " + found;
    }
  }

  /** Whether every parameter got a value and every value a parameter. */
  public boolean isComplete() {
    return missing.isEmpty() && unexpected.isEmpty() && mismatched.isEmpty();
  }

  /**
   * How many were taken, are missing and are left over, in a sentence, and lists where there are.
   */
  public String inWords() {
    int all = loaded.size() + missing.size() + mismatched.size();
    StringBuilder text = new StringBuilder();
    text.append(loaded.size()).append(" of ").append(all).append(" parameters and buffers taken, ");
    text.append(missing.isEmpty() ? "none" : missing.size()).append(" missing, ");
    text.append(unexpected.isEmpty() ? "none" : unexpected.size()).append(" unexpected");
    lists(text);
    return text.toString();
  }

  /** How many were loaded, and lists of those that were not. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("loaded " + loaded.size());
    lists(text);
    return text.toString();
  }

  private void lists(StringBuilder text) {
    list(text, "missing", missing.stream());
    list(text, "unexpected", unexpected.stream());
    list(text, "mismatched", mismatched.stream().map(Mismatch::toString));
  }

  private static void list(StringBuilder text, String title, Stream<String> all) {
    List<String> lines = all.toList();
    if (lines.isEmpty()) {
      return;
    }
    text.append("\n  ").append(title).append(" (").append(lines.size()).append("):");
    lines.stream().limit(SHOWN).forEach(line -> text.append("\n    ").append(line));
    if (lines.size() > SHOWN) {
      text.append("\n    … and ").append(lines.size() - SHOWN).append(" more");
    }
  }
}
