package dev.fovea.nn.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * What happened in training, epoch by epoch. Immutable.
 *
 * @param epochs the epochs that were completed, in order
 * @param end why it is over
 */
public record History(List<Epoch> epochs, String end) {
  public History {
    epochs = List.copyOf(epochs);
  }

  /** Nothing yet. */
  public static History empty() {
    return new History(List.of(), "");
  }

  /** This history with one more epoch. */
  public History plus(Epoch epoch) {
    List<Epoch> more = new ArrayList<>(epochs);
    more.add(epoch);
    return new History(more, end);
  }

  /** This history with the reason why it is over. */
  public History ended(String reason) {
    return new History(epochs, reason);
  }

  /** The last epoch. */
  public Epoch last() {
    return epochs.getLast();
  }

  /** The names of the figures, in order. */
  public List<String> names() {
    return epochs.isEmpty() ? List.of() : List.copyOf(epochs.getFirst().values().sequencedKeySet());
  }

  /** One figure of all epochs. */
  public List<Double> values(String name) {
    return epochs.stream().map(epoch -> epoch.value(name)).toList();
  }

  /** The epoch where a figure was best, the first if there are several. */
  public Epoch best(String name) {
    Comparator<Epoch> byValue = Comparator.comparingDouble(epoch -> epoch.value(name));
    boolean isHigherBetter = MetricNames.isHigherBetter(name);
    return epochs.stream()
        .min(isHigherBetter ? byValue.reversed() : byValue)
        .orElseThrow(() -> new IllegalStateException("history: no epoch was completed"));
  }

  /** The figures as comma-separated values, with a line of names. */
  public String toCsv() {
    StringBuilder text = new StringBuilder();
    text.append("epoch,").append(String.join(",", names())).append('\n');
    epochs.forEach(epoch -> text.append(csvLine(epoch)).append('\n'));
    return text.toString();
  }

  static String csvLine(Epoch epoch) {
    StringJoiner line = new StringJoiner(",");
    line.add(Integer.toString(epoch.number()));
    epoch.values().values().forEach(value -> line.add(csvNumber(value)));
    return line.toString();
  }

  private static String csvNumber(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.9g", value) : "nan";
  }
}
