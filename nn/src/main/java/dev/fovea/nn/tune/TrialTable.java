package dev.fovea.nn.tune;

import dev.fovea.core.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The trials of a search in a file of comma-separated values, whole after each trial: {@code
 * trial,epochs,…settings,score,seconds,remark}. Safe to use from several threads.
 */
final class TrialTable {
  private static final Comparator<Result> ORDER =
      Comparator.comparingInt((Result result) -> result.trial().number())
          .thenComparingInt(result -> result.trial().epochs());
  private static final long LARGEST = 1 << 26;

  private final Optional<Path> file;
  private final List<String> settings;
  private final List<Result> results = new ArrayList<>();

  private TrialTable(Optional<Path> file, SearchSpace space) {
    this.file = file;
    this.settings = List.copyOf(space.dimensions().sequencedKeySet());
  }

  static TrialTable inMemory(SearchSpace space) {
    return new TrialTable(Optional.empty(), space);
  }

  /**
   * Continues with what a file holds, if there is one.
   *
   * @throws IOException if it cannot be read, or is the table of another search
   */
  static TrialTable in(Path file, SearchSpace space) throws IOException {
    TrialTable table = new TrialTable(Optional.of(file), space);
    if (Files.exists(file)) {
      if (Files.size(file) > LARGEST) {
        throw table.wrong(file, 1, "at most " + LARGEST + " bytes", Files.size(file));
      }
      table.read(file, CsvRows.parse(Files.readString(file)));
    }
    return table;
  }

  private void read(Path file, List<List<String>> rows) throws IOException {
    if (rows.isEmpty() || !rows.getFirst().equals(head())) {
      throw wrong(file, 1, String.join(",", head()), rows.isEmpty() ? "nothing" : rows.getFirst());
    }
    for (int line = 1; line < rows.size(); line++) {
      List<String> row = rows.get(line);
      if (row.size() != head().size()) {
        throw wrong(file, line + 1, head().size() + " columns", row.size());
      }
      try {
        results.add(result(row));
      } catch (IllegalArgumentException noNumber) {
        throw wrong(file, line + 1, "numbers for trial, epochs, score and seconds", row);
      }
    }
  }

  private Result result(List<String> row) {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < settings.size(); i++) {
      values.put(settings.get(i), row.get(2 + i));
    }
    Trial trial =
        new Trial(Integer.parseInt(row.get(0)), Integer.parseInt(row.get(1)), new Point(values));
    List<String> rest = row.subList(2 + settings.size(), row.size());
    double score = rest.get(0).isEmpty() ? Double.NaN : Double.parseDouble(rest.get(0));
    return new Result(trial, score, Double.parseDouble(rest.get(1)), rest.get(2));
  }

  private List<String> head() {
    List<String> head = new ArrayList<>(List.of("trial", "epochs"));
    head.addAll(settings);
    head.addAll(List.of("score", "seconds", "remark"));
    return head;
  }

  private IOException wrong(Path file, int line, Object expected, Object found) {
    return new IOException(
        "trials: this is not the table of this search"
            + ("\n  file:     " + file + ", line " + line)
            + ("\n  expected: " + expected)
            + ("\n  found:    " + found));
  }

  /**
   * The result of a trial that is over.
   *
   * @throws IllegalArgumentException if a trial of this number was of other settings
   */
  synchronized Optional<Result> find(Trial trial) {
    for (Result result : results) {
      if (result.trial().number() == trial.number()
          && !result.trial().point().equals(trial.point())) {
        throw new IllegalArgumentException(
            "trials: the table is of another search"
                + ("\n  trial:    " + trial.number())
                + ("\n  expected: " + trial.point())
                + ("\n  found:    " + result.trial().point()));
      }
      if (result.trial().equals(trial)) {
        return Optional.of(result);
      }
    }
    return Optional.empty();
  }

  synchronized void add(Result result) throws IOException {
    results.add(result);
    results.sort(ORDER);
    if (file.isPresent()) {
      StringBuilder text = new StringBuilder(CsvRows.line(head()));
      results.forEach(each -> text.append(CsvRows.line(row(each))));
      WholeFile.write(file.get(), text.toString());
    }
  }

  private List<String> row(Result result) {
    List<String> row = new ArrayList<>();
    row.add(Integer.toString(result.trial().number()));
    row.add(Integer.toString(result.trial().epochs()));
    settings.forEach(name -> row.add(result.trial().point().word(name)));
    row.add(result.isFailed() ? "" : Double.toString(result.score()));
    row.add(String.format(Locale.ROOT, "%.3f", result.seconds()));
    row.add(result.remark());
    return row;
  }

  synchronized List<Result> results() {
    return List.copyOf(results);
  }
}
