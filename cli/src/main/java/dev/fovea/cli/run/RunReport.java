package dev.fovea.cli.run;

import dev.fovea.data.Dataset;
import dev.fovea.nn.Summary;
import dev.fovea.nn.metric.Confusion;
import dev.fovea.nn.metric.ConfusionMatrix;
import dev.fovea.nn.train.Evaluation;
import dev.fovea.nn.train.History;
import dev.fovea.plot.Chart;
import dev.fovea.plot.report.Cell;
import dev.fovea.plot.report.ClassScoreTable;
import dev.fovea.plot.report.KeyFigure;
import dev.fovea.plot.report.Report;
import dev.fovea.plot.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Composes the page that shows a run. */
final class RunReport {
  private static final int CONFUSIONS = 5;

  private final CompletedRun run;
  private final Map<String, Chart> charts;

  /**
   * @param run the run
   * @param charts its pictures, by the names of their files
   */
  RunReport(CompletedRun run, Map<String, Chart> charts) {
    this.run = run;
    this.charts = charts;
  }

  Report compose() {
    Report report =
        Report.of(run.experiment().name())
            .subtitle(run.origin().date() + " · " + run.experiment().data().source().description())
            .figures(keyFigures().toArray(KeyFigure[]::new));
    if (!run.experiment().description().isEmpty()) {
      report = report.text(run.experiment().description());
    }
    if (run.interrupted()) {
      report =
          report.text(
              "This training was interrupted. All figures are those of the network as it was then.");
    }
    report = training(report);
    report = testSet(report);
    report = insight(report);
    report = data(report);
    report = network(report);
    return report
        .section("Configuration")
        .text("fovea train config.yaml repeats this training, to the bit on the same backend.")
        .listing("config.yaml", run.experiment().toYaml())
        .section("Provenance")
        .details("", run.origin().facts());
  }

  private List<KeyFigure> keyFigures() {
    History history = run.history();
    Evaluation test = run.results().test();
    List<KeyFigure> figures = new ArrayList<>();
    figures.add(
        KeyFigure.of("Test accuracy", percent(test.value("accuracy")))
            .detail(number(test.examples()) + " examples"));
    figures.add(KeyFigure.of("Test loss", decimal(test.value("loss"))));
    figures.add(
        KeyFigure.of("Epochs", Integer.toString(history.epochs().size()))
            .detail(history.end().isEmpty() ? "" : history.end()));
    double seconds = history.epochs().stream().mapToDouble(e -> e.value("seconds")).sum();
    if (!history.epochs().isEmpty()) {
      figures.add(
          KeyFigure.of("Training time", String.format(Locale.ROOT, "%.0f s", seconds))
              .detail(
                  String.format(
                      Locale.ROOT, "%.1f s per epoch", seconds / history.epochs().size())));
    }
    figures.add(
        KeyFigure.of("Parameters", number(run.network().summary().total())).detail("float32"));
    return figures;
  }

  private Report training(Report report) {
    if (run.history().epochs().isEmpty()) {
      return report.section("Training").text("No epoch was completed.");
    }
    Report section =
        with(
            report.section("Training"),
            "curves",
            run.sets().validation().isPresent()
                ? "Training figures are averages over the epoch, while the network still changes"
                    + " and dropout, if any, is at work. Validation comes after the epoch, and may"
                    + " so look better."
                : "Averages over each epoch.");
    Table table = Table.of("Set", "Accuracy", "Loss", "Examples");
    for (Map.Entry<String, Evaluation> set : run.results().sets().entrySet()) {
      table =
          table.withRow(
              Cell.text(set.getKey()),
              Cell.share(set.getValue().value("accuracy")),
              Cell.number(decimal(set.getValue().value("loss"))),
              Cell.number(number(set.getValue().examples())));
    }
    return section.table("The network at the end", table);
  }

  private Report testSet(Report report) {
    ConfusionMatrix matrix = run.results().confusion();
    Report section = with(report.section("Test set"), "confusion-matrix", "");
    List<Confusion> worst = matrix.mostConfused(CONFUSIONS);
    if (!worst.isEmpty()) {
      section =
          section.text(
              "Most often mistaken: "
                  + worst.stream().map(RunReport::inWords).collect(Collectors.joining("; "))
                  + ".");
    }
    section =
        section.table(
            "Scores of each class",
            ClassScoreTable.table(matrix.classes(), Pictures.counts(matrix)));
    section =
        with(section, "right-answers", "Below each image: the class, and how sure the network is.");
    return with(section, "wrong-answers", "The mistakes the network was surest of come first.");
  }

  private static String inWords(Confusion pair) {
    return String.format(
        Locale.ROOT,
        "%s taken for %s (%s, %.1f %% of class %s)",
        pair.actual(),
        pair.predicted(),
        pair.count() == 1 ? "once" : number(pair.count()) + " times",
        100 * pair.share(),
        pair.actual());
  }

  private Report insight(Report report) {
    if (!charts.containsKey("filters") && !charts.containsKey("activations")) {
      return report;
    }
    Report section = report.section("What the network learned");
    section = with(section, "filters", "");
    return with(section, "activations", "");
  }

  private Report data(Report report) {
    Report section = report.section("Data");
    Dataset train = run.sets().train();
    section =
        section.text(
            String.format(
                Locale.ROOT,
                "%s: %,d examples of %s to learn from, %s, %,d for the test.",
                run.experiment().data().source().description(),
                train.size(),
                train.exampleShape(),
                validation(),
                run.sets().test().size()));
    section = with(section, "examples", "");
    return with(section, "classes", "");
  }

  private String validation() {
    return run.sets()
        .validation()
        .map(set -> String.format(Locale.ROOT, "%,d to validate with", set.size()))
        .orElse("none to validate with");
  }

  private Report network(Report report) {
    Summary summary = run.network().summary();
    Table table = Table.of("Layer", "Type", "Output shape", "Parameters");
    for (Summary.Row row : summary.rows()) {
      table =
          table.withRow(
              Cell.text(row.name()),
              Cell.text(row.type()),
              Cell.text(row.outputText()),
              Cell.number(number(row.parameters())));
    }
    table =
        table.withTotals(
            Cell.text("Total"), Cell.text(""), Cell.text(""), Cell.number(number(summary.total())));
    table =
        table.withTotals(
            Cell.text("Trainable"),
            Cell.text(""),
            Cell.text(""),
            Cell.number(number(summary.trainable())));
    return report.section("Network").table("", table);
  }

  private Report with(Report report, String chart, String caption) {
    Optional<Chart> known = Optional.ofNullable(charts.get(chart));
    return known.map(picture -> report.picture(picture, caption)).orElse(report);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
