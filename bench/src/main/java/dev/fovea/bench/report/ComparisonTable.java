package dev.fovea.bench.report;

import dev.fovea.bench.side.RunMode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Comparisons as lines of text, each as soon as it is known. */
public final class ComparisonTable {
  private static final String LARGE = "resnet18";
  private static final double MOST_SPREAD = 0.2;

  private final PrintWriter out;

  /** A table; its heading is printed at once. */
  public ComparisonTable(PrintWriter out) {
    this.out = out;
    out.println(
        "model         mode  batch   fovea ms         peer ms                  ratio   examples/s"
            + "  GFLOP/s  of peak  KiB/step   MiB fovea/peer  other ways, ms");
  }

  /** Prints a comparison. */
  public void row(Comparison one) {
    String ways =
        one.otherWaysMs().entrySet().stream()
            .map(way -> "%s %s".formatted(way.getKey(), milliseconds(way.getValue())))
            .collect(Collectors.joining(", "));
    out.printf(
        Locale.ROOT,
        "%-13s %-5s %5d %10s ±%3.0f%% %10s ±%3.0f%% %-11s %6.2f %12.0f %8.1f %7.1f%% %9.1f %7.0f/%-7.0f %s%n",
        one.model(),
        one.mode().word(),
        one.batch(),
        milliseconds(one.foveaMs()),
        100 * one.foveaSpread(),
        milliseconds(one.peerMs()),
        100 * one.peerSpread(),
        one.peer().label(),
        one.ratio(),
        one.foveaExamplesPerSecond(),
        one.foveaGflops(),
        100 * one.foveaShareOfPeak(),
        one.foveaAllocatedBytes() / 1024,
        one.foveaPeakMib(),
        one.peerPeakMib(),
        ways);
    out.flush();
  }

  /** Says so if rounds of the same side differ so much that something else must have run. */
  public void warnings(List<Comparison> all) {
    long restless =
        all.stream()
            .filter(one -> Math.max(one.foveaSpread(), one.peerSpread()) > MOST_SPREAD)
            .count();
    if (restless > 0) {
      out.printf(
          Locale.ROOT,
          "warning: in %d of %d comparisons rounds differ by more than ±%.0f%%: do not rely on"
              + " them; was the machine busy with something else?%n",
          restless,
          all.size(),
          100 * MOST_SPREAD);
    }
  }

  /** Prints the geometric means of the ratios of the small models. */
  public void means(List<Comparison> all) {
    all.stream()
        .filter(one -> !one.model().equals(LARGE))
        .collect(
            Collectors.groupingBy(
                one ->
                    "%s%s against %s"
                        .formatted(
                            one.mode().word(),
                            one.mode() == RunMode.INFER ? ", batch " + one.batch() : "",
                            one.peer().label()),
                TreeMap::new,
                Collectors.toList()))
        .forEach(this::mean);
  }

  private void mean(String what, List<Comparison> some) {
    double mean =
        Math.exp(some.stream().mapToDouble(one -> Math.log(one.ratio())).average().orElseThrow());
    double least = some.stream().mapToDouble(Comparison::ratio).min().orElseThrow();
    out.printf(
        Locale.ROOT,
        "%s: %.2f times as fast, geometric mean of %d small models; least %.2f%n",
        what,
        mean,
        some.size(),
        least);
  }

  private static String milliseconds(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.1f", value);
  }
}
