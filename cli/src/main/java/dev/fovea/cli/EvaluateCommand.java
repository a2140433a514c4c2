package dev.fovea.cli;

import dev.fovea.cli.config.DataConfig;
import dev.fovea.cli.config.DataSource;
import dev.fovea.cli.config.HeldOut;
import dev.fovea.cli.run.Results;
import dev.fovea.cli.run.TrainedModel;
import dev.fovea.core.Engine;
import dev.fovea.data.Dataset;
import dev.fovea.nn.metric.Accuracy;
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
      paramLabel = "DIR",
      description = "A folder laid out as MNIST is; by default the data of the training.")
  private @Nullable Path data;

  @Mixin private PreparationOptions preparation = new PreparationOptions();

  @Mixin private EngineOptions engine = new EngineOptions();

  @Override
  public Integer call() throws IOException {
    Terminal terminal = Main.terminalOf(main);
    engine.select(Optional.empty());
    TrainedModel saved = preparation.of(TrainedModel.load(model));
    DataConfig config = data(saved);
    Dataset test = config.test();
    terminal.line("model    " + saved.file());
    terminal.line("backend  " + Engine.current().description());
    terminal.line(
        "data     "
            + config.source().description()
            + ", "
            + Figures.number(test.size())
            + " test examples");
    preparation.warn(saved, terminal);
    Trainer trainer = Trainer.of(saved.network()).loss(saved.loss()).metric(Accuracy.top1());
    SequencedMap<String, Dataset> sets = new LinkedHashMap<>();
    sets.put(Results.TEST, test);
    Results results = Results.of(trainer, sets);
    show(terminal, results);
    return 0;
  }

  /** The named folder with the model's own classes and transforms, or the data of its training. */
  private DataConfig data(TrainedModel saved) {
    if (data != null) {
      DataSource folder =
          new DataSource.Folder(
              data.toAbsolutePath().normalize(), saved.classes(), Optional.of(saved.example()));
      return new DataConfig(folder, saved.transforms(), new HeldOut.Nothing());
    }
    return saved
        .data()
        .orElseThrow(() ->
            new UsageException(
                saved.file() + " does not say what it was trained on; name a folder with --data"));
  }

  private static void show(Terminal terminal, Results results) {
    Evaluation test = results.test();
    ConfusionMatrix confusion = results.confusion();
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
              Figures.percent(score.precision()),
              Figures.percent(score.recall()),
              Figures.percent(score.f1()),
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
    terminal.line(
        terminal.bold("test accuracy  " + Figures.percent(test.value("accuracy")))
            + "  (loss "
            + Figures.loss(test.value("loss"))
            + ", "
            + Figures.number(test.examples())
            + " examples)");
  }
}
