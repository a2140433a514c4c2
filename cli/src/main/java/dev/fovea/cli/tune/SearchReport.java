package dev.fovea.cli.tune;

import dev.fovea.cli.config.SearchPlan;
import dev.fovea.nn.tune.Dimension;
import dev.fovea.nn.tune.Outcome;
import dev.fovea.nn.tune.Result;
import dev.fovea.plot.Chart;
import dev.fovea.plot.Goal;
import dev.fovea.plot.ParallelCoordinates;
import dev.fovea.plot.report.Cell;
import dev.fovea.plot.report.KeyFigure;
import dev.fovea.plot.report.Report;
import dev.fovea.plot.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * The page that shows a search.
 *
 * @param plan what was searched
 * @param outcome what was found
 * @param data what the trials were trained on, in words
 * @param refitted the test accuracy of the best settings, trained anew, if they were
 */
public record SearchReport(SearchPlan plan, Outcome outcome, String data, OptionalDouble refitted) {
  private static final int SHOWN = 100;

  /** Writes the page and its pictures. */
  public void writeTo(SearchFolder folder) throws IOException {
    Optional<Chart> chart = coordinates();
    if (chart.isPresent()) {
      Files.createDirectories(folder.plots());
      chart.get().save(folder.plots().resolve("trials.svg"));
      chart.get().save(folder.plots().resolve("trials.png"));
    }
    Report report =
        Report.of(plan.name())
            .subtitle("A search for good settings · " + data)
            .figures(figures().toArray(KeyFigure[]::new));
    if (!outcome.isComplete()) {
      report =
          report.text("This search was interrupted: fovea tune --resume continues where it was.");
    }
    report = report.section("Trials");
    if (chart.isPresent()) {
      report =
          report.picture(
              chart.get(),
              "Each line is a trial: its settings from left to right, and at the right what came"
                  + " of them. Where good lines meet on an axis, that setting matters.");
    }
    report = report.table("The best first, those trained longest before the others", table());
    Optional<Result> best = outcome.best();
    if (best.isPresent() && Files.exists(folder.best().resolve("report.html"))) {
      report =
          report
              .section("The best settings, trained anew")
              .text(
                  "Their report is best/report.html in this folder, their network"
                      + " best/model.fovea.")
              .details("", new LinkedHashMap<>(best.get().trial().point().values()));
    }
    report
        .section("Configuration")
        .listing("search.yaml", Files.readString(folder.plan()))
        .save(folder.report());
  }

  private List<KeyFigure> figures() {
    List<KeyFigure> figures = new ArrayList<>();
    outcome
        .best()
        .ifPresent(best ->
            figures.add(
                KeyFigure.of("Best " + plan.goal(), number(best.score()))
                    .detail("trial " + best.trial().number())));
    refitted.ifPresent(accuracy ->
        figures.add(
            KeyFigure.of("Test accuracy", String.format(Locale.ROOT, "%.2f %%", 100 * accuracy))
                .detail("the best, trained anew")));
    long failed = outcome.results().stream().filter(Result::isFailed).count();
    long trials = outcome.results().stream().map(each -> each.trial().number()).distinct().count();
    figures.add(
        KeyFigure.of("Trials", Long.toString(trials))
            .detail(failed == 0 ? "" : failed + " failed"));
    double seconds = outcome.results().stream().mapToDouble(Result::seconds).sum();
    figures.add(KeyFigure.of("Time of all trials", String.format(Locale.ROOT, "%.0f s", seconds)));
    return figures;
  }

  /** Each trial once, with the score of its longest training. */
  private Optional<Chart> coordinates() {
    SequencedMap<Integer, Result> longest = new LinkedHashMap<>();
    outcome.results().forEach(each -> longest.putIfAbsent(each.trial().number(), each));
    if (longest.values().stream().allMatch(Result::isFailed)) {
      return Optional.empty();
    }
    List<ParallelCoordinates.Axis> axes = new ArrayList<>();
    plan.space()
        .dimensions()
        .forEach((name, dimension) ->
            axes.add(
                new ParallelCoordinates.Axis(
                    name, dimension.labels().stream().map(SearchReport::plain).toList())));
    List<ParallelCoordinates.Trial> trials = new ArrayList<>();
    for (Result result : longest.values()) {
      List<Double> places = new ArrayList<>();
      for (Map.Entry<String, Dimension> dimension : plan.space().dimensions().entrySet()) {
        places.add(dimension.getValue().place(result.trial().point().word(dimension.getKey())));
      }
      trials.add(new ParallelCoordinates.Trial(places, result.score()));
    }
    return Optional.of(
        new ParallelCoordinates(
            "What was tried",
            axes,
            plan.goal(),
            plan.isHigherBetter() ? Goal.HIGHEST : Goal.LOWEST,
            trials));
  }

  private Table table() {
    List<String> settings = List.copyOf(plan.space().dimensions().sequencedKeySet());
    boolean isAnyFailed = outcome.results().stream().anyMatch(Result::isFailed);
    Table table =
        Table.of(
            Stream.of(
                    Stream.of("Trial", "Epochs"),
                    settings.stream(),
                    Stream.of(plan.goal(), "Seconds"),
                    isAnyFailed ? Stream.of("Remark") : Stream.<String>of())
                .flatMap(columns -> columns)
                .toArray(String[]::new));
    for (Result result : outcome.results().stream().limit(SHOWN).toList()) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.number(Integer.toString(result.trial().number())));
      row.add(Cell.number(Integer.toString(result.trial().epochs())));
      settings.forEach(name -> row.add(Cell.text(plain(result.trial().point().word(name)))));
      row.add(Cell.number(result.isFailed() ? "failed" : number(result.score())));
      row.add(Cell.number(String.format(Locale.ROOT, "%.1f", result.seconds())));
      if (isAnyFailed) {
        row.add(Cell.text(result.remark().lines().findFirst().orElse("")));
      }
      table = table.withRow(row.toArray(Cell[]::new));
    }
    return table;
  }

  /** A value without the signs of its notation: {@code sgd momentum 0.9}. */
  public static String plain(String value) {
    return value.replaceAll("[{}\"]", "").replace(':', ' ');
  }

  private static String number(double score) {
    return String.format(Locale.ROOT, "%.4f", score);
  }
}
