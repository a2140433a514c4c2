package dev.fovea.cli;

import dev.fovea.cli.run.Comparison;
import dev.fovea.cli.run.EvaluationSet;
import dev.fovea.cli.run.Results;
import dev.fovea.cli.run.TrainedModel;
import dev.fovea.core.Engine;
import dev.fovea.data.Dataset;
import dev.fovea.nn.metric.ClassScores;
import dev.fovea.nn.metric.Confusion;
import dev.fovea.nn.metric.ConfusionMatrix;
import dev.fovea.nn.train.Evaluation;
import dev.fovea.nn.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea evaluate}. */
@Command(
    name = "evaluate",
    description = {"Say how well a trained network does on a test set.", ""},
    footer = {
      "",
      "Examples:",
      "  fovea evaluate runs/some-run                  on the test set of its training",
      "  fovea evaluate model.fovea --data mnist       on the test set in mnist/",
      "  fovea evaluate net.onnx --data mnist --scale 1/255",
      "  fovea evaluate net.h5 --data fashion-mnist --scale 1/255"
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final int CONFUSIONS = 5;

  @ParentCommand private @Nullable Main main;

  @Parameters(
      paramLabel = "RUN|MODEL",
      description = "A run folder, a model file, or one of ONNX or Keras.")
  private Path model = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "A file or folder of examples in the format of the training: its test set or, where none"
              + " is set apart, all of it. By default the test set of the training.")
  private @Nullable Path data;

  @Mixin private PreparationOptions preparation = new PreparationOptions();

  @Mixin private EngineOptions engine = new EngineOptions();

  @Override
  public Integer call() throws IOException {
    Terminal terminal = Main.terminalOf(main);
    engine.select(Optional.empty());
    Optional<Comparison> compared = Comparison.in(model);
    if (compared.isPresent()) {
      compare(terminal, compared.get());
      return 0;
    }
    TrainedModel saved = preparation.of(TrainedModel.load(model));
    EvaluationSet judged = judged(saved);
    Dataset test = judged.prepared();
    describe(terminal, saved.file().toString(), judged);
    preparation.warn(saved, terminal);
    Trainer trainer =
        Trainer.of(saved.network()).loss(saved.loss()).metric(Results.accuracy(saved.loss()));
    SequencedMap<String, Dataset> sets = new LinkedHashMap<>();
    sets.put(Results.TEST, test);
    Results results = Results.of(trainer, sets);
    show(terminal, results.confusion());
    Evaluation figures = results.test();
    conclude(
        terminal,
        figures.value("accuracy"),
        "loss " + NumberFormat.loss(figures.value("loss")),
        figures.examples());
    return 0;
  }

  /** A run that learned nothing compares anew. */
  private void compare(Terminal terminal, Comparison comparison) throws IOException {
    preparation.refuse(comparison.form().transforms());
    EvaluationSet judged = data == null ? comparison.testSet() : comparison.judgedOn(data);
    String search = comparison.search().description();
    describe(terminal, search, judged);
    long start = System.nanoTime();
    ConfusionMatrix confusion = comparison.judge(judged.prepared());
    double seconds = (System.nanoTime() - start) / 1e9;
    show(terminal, confusion);
    conclude(
        terminal,
        confusion.accuracy(),
        String.format(Locale.ROOT, "%.1f s", seconds),
        (int) confusion.total());
  }

  private static void describe(Terminal terminal, String what, EvaluationSet judged) {
    terminal.line("model    " + what);
    terminal.line("backend  " + Engine.current().description());
    terminal.line(
        "data     "
            + judged.description()
            + ", "
            + NumberFormat.number(judged.prepared().size())
            + (judged.isTestSet() ? " test examples" : " examples"));
  }

  /** The named data, or the test set of the training. */
  private EvaluationSet judged(TrainedModel saved) throws IOException {
    if (data != null) {
      return saved.judgedOn(DataPath.of(data));
    }
    return saved
        .testSet()
        .orElseThrow(() ->
            new UsageException(
                saved.file() + " does not say what it was trained on; name data with --data"));
  }

  private static void show(Terminal terminal, ConfusionMatrix confusion) {
    terminal.line("");
    List<ClassScores> scores = confusion.perClass();
    int width =
        Math.max(5, scores.stream().mapToInt(score -> score.name().length()).max().orElse(0));
    terminal.line(
        terminal.dim(
            String.format(
                Locale.ROOT,
                "%-" + width + "s  %9s  %9s  %9s  %9s",
                "class",
                "precision",
                "recall",
                "F1",
                "examples")));
    for (ClassScores score : scores) {
      terminal.line(
          String.format(
              Locale.ROOT,
              "%-" + width + "s  %9s  %9s  %9s  %,9d",
              score.name(),
              NumberFormat.percent(score.precision()),
              NumberFormat.percent(score.recall()),
              NumberFormat.percent(score.f1()),
              score.support()));
    }
    terminal.line("");
    for (Confusion pair : confusion.mostConfused(CONFUSIONS)) {
      terminal.line(
          String.format(
              Locale.ROOT,
              "%s taken for %s: %,d (%.1f %% of class %s)",
              pair.actual(),
              pair.predicted(),
              pair.count(),
              100 * pair.share(),
              pair.actual()));
    }
    terminal.line("");
  }

  private static void conclude(Terminal terminal, double accuracy, String beside, int examples) {
    terminal.line(
        terminal.bold("test accuracy  " + NumberFormat.percent(accuracy))
            + "  ("
            + beside
            + ", "
            + NumberFormat.number(examples)
            + " examples)");
  }
}
