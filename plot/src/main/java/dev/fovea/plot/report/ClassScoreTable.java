package dev.fovea.plot.report;

import java.util.List;
import java.util.Locale;

/** Precision, recall and F1 of each class, from a confusion matrix. */
public final class ClassScoreTable {
  private ClassScoreTable() {}

  /**
   * A table with one row per class, and the plain mean over the classes at its end.
   *
   * <p>With {@code tp} right examples of the class, precision is {@code tp / predicted}, recall
   * {@code tp / true}, and F1 their harmonic mean {@code 2 tp / (predicted + true)}. A score of
   * nothing (no example, no prediction) is a dash and is omitted of the mean.
   *
   * @param counts {@code counts[t][p]}: examples of class {@code t} predicted as {@code p}
   */
  public static Table table(List<String> classes, long[][] counts) {
    if (counts.length != classes.size()) {
      throw new IllegalArgumentException(
          "class scores: rows do not match the class names\n  expected: %d rows\n  but was:  %d rows"
              .formatted(classes.size(), counts.length));
    }
    Table table = Table.of("Class", "Precision", "Recall", "F1", "Examples");
    Mean precision = new Mean();
    Mean recall = new Mean();
    Mean f1 = new Mean();
    long total = 0;
    for (int i = 0; i < counts.length; i++) {
      long right = counts[i][i];
      long actual = 0;
      long predicted = 0;
      for (int j = 0; j < counts.length; j++) {
        actual += counts[i][j];
        predicted += counts[j][i];
      }
      total += actual;
      table =
          table.withRow(
              Cell.text(classes.get(i)),
              precision.of(right, predicted),
              recall.of(right, actual),
              f1.of(2 * right, predicted + actual),
              count(actual));
    }
    return table.withTotals(
        Cell.text("Mean"), precision.cell(), recall.cell(), f1.cell(), count(total));
  }

  private static Cell count(long n) {
    return Cell.number(String.format(Locale.ROOT, "%,d", n));
  }

  /** The mean of the scores that are defined. */
  private static final class Mean {
    private double sum;
    private int scores;

    Cell of(long part, long of) {
      if (of == 0) {
        return Cell.share(Double.NaN);
      }
      double score = (double) part / of;
      sum += score;
      scores++;
      return Cell.share(score);
    }

    Cell cell() {
      return Cell.share(sum / scores);
    }
  }
}
