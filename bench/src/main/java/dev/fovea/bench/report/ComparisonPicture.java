package dev.fovea.bench.report;

import dev.fovea.bench.network.Workloads;
import dev.fovea.bench.side.RunMode;
import dev.fovea.plot.RatioChart;
import dev.fovea.plot.RatioChart.Bar;
import dev.fovea.plot.RatioChart.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Comparisons as bars: how many times as fast Fovea is. */
public final class ComparisonPicture {
  private ComparisonPicture() {}

  /** The picture of all of them. */
  public static RatioChart of(List<Comparison> comparisons, int threads) {
    Map<String, List<Bar>> groups = new LinkedHashMap<>();
    for (Comparison one : comparisons) {
      groups.computeIfAbsent(group(one), _ -> new ArrayList<>()).add(bar(one));
    }
    return new RatioChart(
        "How many times as fast Fovea is",
        threads == 1 ? "1 thread each" : threads + " threads each",
        "equally fast",
        groups.entrySet().stream()
            .map(group -> new Group(group.getKey(), group.getValue()))
            .toList());
  }

  private static String group(Comparison one) {
    return (one.mode() == RunMode.TRAIN
            ? "Training step"
            : one.batch() == 1 ? "Prediction of one example" : "Prediction of " + one.batch())
        + ", against "
        + one.peer().label();
  }

  private static Bar bar(Comparison one) {
    String title = Workloads.named(one.model()).title();
    String name = one.mode() == RunMode.TRAIN ? title + ", batch " + one.batch() : title;
    return new Bar(
        name,
        one.ratio(),
        "%s ms, %s %s ms"
            .formatted(number(one.foveaMs()), one.peer().label(), number(one.peerMs())));
  }

  private static String number(double milliseconds) {
    return String.format(
        Locale.ROOT,
        milliseconds < 1 ? "%.3f" : milliseconds < 100 ? "%.2f" : "%.0f",
        milliseconds);
  }
}
