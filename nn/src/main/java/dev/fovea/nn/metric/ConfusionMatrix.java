package dev.fovea.nn.metric;

import dev.fovea.core.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often each class was answered for the examples of each class. Immutable.
 *
 * @param classes the names of the classes
 * @param counts {@code counts.get(actual).get(predicted)}
 */
public record ConfusionMatrix(List<String> classes, List<List<Long>> counts) {
  public ConfusionMatrix {
    classes = List.copyOf(classes);
    counts = counts.stream().map(List::copyOf).toList();
    int size = classes.size();
    if (counts.size() != size || counts.stream().anyMatch(row -> row.size() != size)) {
      throw new IllegalArgumentException(
          "confusion matrix: expected " + size + " rows of " + size + " counts");
    }
  }

  /** Nothing counted yet. */
  public static ConfusionMatrix empty(List<String> classes) {
    List<Long> row = Collections.nCopies(classes.size(), 0L);
    return new ConfusionMatrix(classes, Collections.nCopies(classes.size(), row));
  }

  /** The counts of some predictions {@code [N, K, …]} with their class numbers {@code [N, …]}. */
  public static ConfusionMatrix of(Tensor predictions, Tensor targets, List<String> classes) {
    return empty(classes).plus(predictions, targets);
  }

  /** The same with classes named by their numbers. */
  public static ConfusionMatrix of(Tensor predictions, Tensor targets) {
    int size = predictions.shape().dim(1);
    return of(predictions, targets, IntStream.range(0, size).mapToObj(String::valueOf).toList());
  }

  /** Counts that stand one after the other, row by row, for classes named by their numbers. */
  static ConfusionMatrix ofRows(double[] counts) {
    int size = (int) Math.sqrt(counts.length);
    if (size * size != counts.length || Arrays.stream(counts).anyMatch(count -> !(count >= 0))) {
      throw new IllegalArgumentException(
          "confusion matrix: expected as many rows as columns, of counts, but was "
              + counts.length
              + " numbers");
    }
    List<List<Long>> rows = new ArrayList<>();
    for (int from = 0; from < counts.length; from += size) {
      rows.add(Arrays.stream(counts, from, from + size).mapToObj(count -> (long) count).toList());
    }
    return new ConfusionMatrix(IntStream.range(0, size).mapToObj(String::valueOf).toList(), rows);
  }

  /** These counts and those of more predictions. */
  public ConfusionMatrix plus(Tensor predictions, Tensor targets) {
    Scores scores = new Scores(predictions, targets);
    if (scores.classes() != classes.size()) {
      throw new IllegalArgumentException(
          "confusion matrix: expected scores of "
              + classes.size()
              + " classes but was "
              + scores.classes());
    }
    long[][] sum = new long[classes.size()][];
    for (int actual = 0; actual < sum.length; actual++) {
      sum[actual] = counts.get(actual).stream().mapToLong(Long::longValue).toArray();
    }
    for (int i = 0; i < scores.positions(); i++) {
      sum[scores.target(i)][scores.predicted(i)]++;
    }
    List<List<Long>> rows = new ArrayList<>();
    for (long[] row : sum) {
      rows.add(Arrays.stream(row).boxed().toList());
    }
    return new ConfusionMatrix(classes, rows);
  }

  /** How often a class was answered for the examples of a class. */
  public long count(int actual, int predicted) {
    return counts.get(actual).get(predicted);
  }

  /** How many examples there are. */
  public long total() {
    return IntStream.range(0, classes.size()).mapToLong(this::actual).sum();
  }

  private long right() {
    return IntStream.range(0, classes.size()).mapToLong(k -> count(k, k)).sum();
  }

  private long actual(int k) {
    return counts.get(k).stream().mapToLong(Long::longValue).sum();
  }

  private long predicted(int k) {
    return counts.stream().mapToLong(row -> row.get(k)).sum();
  }

  /** The share of right answers; NaN without examples. */
  public double accuracy() {
    return (double) right() / total();
  }

  /** Precision, recall and F1 of each class. */
  public List<ClassScores> perClass() {
    return IntStream.range(0, classes.size())
        .mapToObj(k -> ClassScores.of(classes.get(k), count(k, k), predicted(k), actual(k)))
        .toList();
  }

  /** The plain means over the classes. */
  public ClassScores macro() {
    return mean("macro", Collections.nCopies(classes.size(), 1L));
  }

  /** The means over the classes, each weighted by its number of examples. */
  public ClassScores weighted() {
    return mean("weighted", perClass().stream().map(ClassScores::support).toList());
  }

  /** The scores over all answers together; each equals the accuracy. */
  public ClassScores micro() {
    return ClassScores.of("micro", right(), total(), total());
  }

  private ClassScores mean(String name, List<Long> weights) {
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    long sum = 0;
    List<ClassScores> scores = perClass();
    for (int k = 0; k < scores.size(); k++) {
      long weight = weights.get(k);
      sum += weight;
      precision += weight * scores.get(k).precision();
      recall += weight * scores.get(k).recall();
      f1 += weight * scores.get(k).f1();
    }
    double divisor = Math.max(sum, 1);
    return new ClassScores(name, precision / divisor, recall / divisor, f1 / divisor, total());
  }

  /** The pairs of classes that are mixed up most often, the worst first. */
  public List<Confusion> mostConfused(int atMost) {
    List<Confusion> found = new ArrayList<>();
    for (int actual = 0; actual < classes.size(); actual++) {
      for (int predicted = 0; predicted < classes.size(); predicted++) {
        long count = count(actual, predicted);
        if (actual != predicted && count > 0) {
          double share = (double) count / actual(actual);
          found.add(new Confusion(classes.get(actual), classes.get(predicted), count, share));
        }
      }
    }
    return found.stream()
        .sorted(Comparator.comparingLong(Confusion::count).reversed())
        .limit(atMost)
        .toList();
  }

  /** A table: one row per actual class, one column per answered class. */
  @Override
  public String toString() {
    List<List<String>> table = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("actual \\ predicted"));
    head.addAll(classes);
    table.add(head);
    for (int k = 0; k < classes.size(); k++) {
      List<String> row = new ArrayList<>(List.of(classes.get(k)));
      counts.get(k).forEach(count -> row.add(count.toString()));
      table.add(row);
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : table) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int width = width(table, column);
        String cell = row.get(column);
        String space = " ".repeat(width - cell.length());
        line.append(column == 0 ? cell + space : "  " + space + cell);
      }
      lines.add(line.toString());
    }
    return String.join("\n", lines);
  }

  private static int width(List<List<String>> table, int column) {
    return table.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
