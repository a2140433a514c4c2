package dev.fovea.cli.run;

import dev.fovea.cli.config.Experiment;
import dev.fovea.cli.config.NeighborSearch;
import dev.fovea.cli.dataset.DataConfig;
import dev.fovea.core.Tensor;
import dev.fovea.data.ClassTargets;
import dev.fovea.data.Dataset;
import dev.fovea.nn.metric.Confusion;
import dev.fovea.nn.metric.ConfusionMatrix;
import dev.fovea.nn.neighbor.NearestNeighbors;
import dev.fovea.nn.neighbor.Neighbor;
import dev.fovea.nn.train.Evaluation;
import dev.fovea.plot.Chart;
import dev.fovea.plot.Example;
import dev.fovea.plot.ImageGrid;
import dev.fovea.plot.Planes;
import dev.fovea.plot.report.Cell;
import dev.fovea.plot.report.ClassScoreTable;
import dev.fovea.plot.report.KeyFigure;
import dev.fovea.plot.report.Report;
import dev.fovea.plot.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * A classifier by nearest neighbors, judged. The training set is not judged: each of its examples
 * is its own nearest neighbor.
 *
 * @param experiment what was asked for
 * @param sets the data
 * @param origin where it comes from
 * @param metrics the figures of each set that was judged
 * @param confusion which test examples were taken for what
 * @param neighbors the neighbors of each test example
 * @param seconds how long the test set took
 */
public record NeighborRun(
    Experiment experiment,
    DataConfig.Sets sets,
    Origin origin,
    SequencedMap<String, Evaluation> metrics,
    ConfusionMatrix confusion,
    List<List<Neighbor>> neighbors,
    double seconds) {
  private static final int PAIRS = 12;
  private static final int CONFUSIONS = 5;

  /** Classifies what is not for learning. */
  public static NeighborRun of(
      Experiment experiment, NeighborSearch search, DataConfig.Sets sets, Origin origin) {
    NearestNeighbors classifier =
        NearestNeighbors.of(sets.train()).distance(search.distance()).k(search.k());
    SequencedMap<String, Evaluation> metrics = new LinkedHashMap<>();
    sets.validation()
        .ifPresent(set -> metrics.put("validation", figures(judge(classifier, sets, set))));
    long start = System.nanoTime();
    List<List<Neighbor>> found = classifier.find(sets.test().all().inputs());
    double seconds = (System.nanoTime() - start) / 1e9;
    ConfusionMatrix confusion = counted(found, sets, sets.test());
    metrics.put(Results.TEST, figures(confusion));
    return new NeighborRun(experiment, sets, origin, metrics, confusion, found, seconds);
  }

  static ConfusionMatrix judge(NearestNeighbors classifier, DataConfig.Sets sets, Dataset set) {
    return counted(classifier.find(set.all().inputs()), sets, set);
  }

  private static ConfusionMatrix counted(
      List<List<Neighbor>> found, DataConfig.Sets sets, Dataset set) {
    double[][] shares = shares(found, sets, set.classNames().size());
    double[] all = Arrays.stream(shares).flatMapToDouble(Arrays::stream).toArray();
    return ConfusionMatrix.of(
        Tensor.of(all, found.size(), set.classNames().size()),
        set.all().targets(),
        set.classNames());
  }

  /** The share of the neighbors of each example that are of each class. */
  static double[][] shares(List<List<Neighbor>> found, DataConfig.Sets sets, int classes) {
    ClassTargets known = sets.train().classTargets();
    double[][] shares = new double[found.size()][classes];
    for (int i = 0; i < shares.length; i++) {
      for (Neighbor neighbor : found.get(i)) {
        shares[i][known.label(neighbor.example())] += 1.0 / found.get(i).size();
      }
    }
    return shares;
  }

  private static Evaluation figures(ConfusionMatrix confusion) {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    values.put("accuracy", confusion.accuracy());
    return new Evaluation((int) confusion.total(), values);
  }

  /** Writes all files of the run; there is no model, since nothing was learned. */
  public void writeTo(RunFolder folder) throws IOException {
    folder.writeMetrics(MetricsFile.text(metrics));
    Files.createDirectories(folder.plots());
    SequencedMap<String, Chart> plots = plots();
    for (Map.Entry<String, Chart> plot : plots.entrySet()) {
      plot.getValue().save(folder.plots().resolve(plot.getKey() + ".svg"));
      plot.getValue().save(folder.plots().resolve(plot.getKey() + ".png"));
    }
    report(plots).save(folder.report());
  }

  private SequencedMap<String, Chart> plots() {
    SequencedMap<String, Chart> plots = new LinkedHashMap<>();
    Pictures.examples(sets.train()).ifPresent(chart -> plots.put("examples", chart));
    plots.put("classes", Pictures.classes(sets.train()));
    plots.put("confusion-matrix", Pictures.confusion(confusion));
    mistakes().ifPresent(chart -> plots.put("wrong-answers", chart));
    return plots;
  }

  /** Wrong answers, each beside the neighbor that was to blame. */
  private Optional<Chart> mistakes() {
    if (!Pictures.isPictures(sets.test().exampleShape())) {
      return Optional.empty();
    }
    ClassTargets actual = sets.test().classTargets();
    ClassTargets known = sets.train().classTargets();
    List<Example> shown = new ArrayList<>();
    for (int i = 0; i < neighbors.size() && shown.size() < 2 * PAIRS; i++) {
      Neighbor nearest = neighbors.get(i).getFirst();
      String truth = actual.classNames().get(actual.label(i));
      String taken = known.classNames().get(known.label(nearest.example()));
      if (!truth.equals(taken)) {
        shown.add(Example.predicted(image(sets.test(), i), truth, taken));
        shown.add(Example.labeled(image(sets.train(), nearest.example()), taken));
      }
    }
    return shown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ImageGrid.of(shown)
                .columns(8)
                .title("Test examples whose nearest neighbor, to the right, is of another class"));
  }

  private static Planes image(Dataset set, int example) {
    return Planes.of(set.exampleShape().dims(), set.batch(example).inputs().toFloatArray());
  }

  private Report report(Map<String, Chart> plots) {
    Evaluation test = figures(confusion);
    String search = experiment.neighbors().map(NeighborSearch::description).orElse("");
    Table table = Table.of("Set", "Accuracy", "Examples");
    for (Map.Entry<String, Evaluation> set : metrics.entrySet()) {
      table =
          table.withRow(
              Cell.text(set.getKey()),
              Cell.share(set.getValue().value("accuracy")),
              Cell.number(String.format(Locale.ROOT, "%,d", set.getValue().examples())));
    }
    Report report =
        Report.of(experiment.name())
            .subtitle(origin.date() + " · " + experiment.data().source().description())
            .figures(
                KeyFigure.of(
                        "Test accuracy",
                        String.format(Locale.ROOT, "%.2f %%", 100 * test.value("accuracy")))
                    .detail(String.format(Locale.ROOT, "%,d examples", test.examples())),
                KeyFigure.of("Known examples", String.format("%,d", sets.train().size())),
                KeyFigure.of("Test time", String.format(Locale.ROOT, "%.1f s", seconds)));
    if (!experiment.description().isEmpty()) {
      report = report.text(experiment.description());
    }
    report =
        report
            .section("Accuracy")
            .text("Each example is taken for what most of its neighbors are: " + search + ".")
            .table("", table)
            .section("Test set")
            .picture(Pictures.confusion(confusion));
    List<Confusion> worst = confusion.mostConfused(CONFUSIONS);
    if (!worst.isEmpty()) {
      report =
          report.text(
              "Most often mistaken: "
                  + worst.stream().map(Confusion::toString).collect(Collectors.joining("; "))
                  + ".");
    }
    report =
        report.table(
            "Scores of each class",
            ClassScoreTable.table(confusion.classes(), Pictures.counts(confusion)));
    Chart wrong = plots.get("wrong-answers");
    report = wrong == null ? report : report.picture(wrong);
    report = report.section("Data");
    Chart examples = plots.get("examples");
    report = examples == null ? report : report.picture(examples);
    return report
        .picture(Pictures.classes(sets.train()))
        .section("Configuration")
        .listing("config.yaml", experiment.toYaml())
        .section("Provenance")
        .details("", origin.facts());
  }
}
