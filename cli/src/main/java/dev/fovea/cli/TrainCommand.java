package dev.fovea.cli;

import dev.fovea.cli.config.DataConfig;
import dev.fovea.cli.config.Experiment;
import dev.fovea.cli.config.Nearest;
import dev.fovea.cli.config.Network;
import dev.fovea.cli.config.Overrides;
import dev.fovea.cli.config.Recipe;
import dev.fovea.cli.run.CompletedRun;
import dev.fovea.cli.run.Interruption;
import dev.fovea.cli.run.Results;
import dev.fovea.cli.run.RunFolder;
import dev.fovea.core.Engine;
import dev.fovea.data.Dataset;
import dev.fovea.nn.Sequential;
import dev.fovea.nn.metric.Accuracy;
import dev.fovea.nn.train.Fit;
import dev.fovea.nn.train.History;
import dev.fovea.nn.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea train}. */
@Command(name = "train", description = "Train a network, evaluate it, and write a run folder.")
final class TrainCommand implements Callable<Integer> {
  private static final int INTERRUPTED = 130;

  @ParentCommand private @Nullable Main main;

  @Parameters(
      paramLabel = "RECIPE|FILE.yaml",
      description = "A recipe (see fovea recipes) or a configuration of your own.")
  private String what = "";

  @Option(names = "--data", paramLabel = "DIR", description = "A folder with the four idx files.")
  private @Nullable Path data;

  @Option(names = "--epochs", paramLabel = "N", description = "Train so many epochs.")
  private @Nullable Integer epochs;

  @Option(names = "--batch-size", paramLabel = "N", description = "Examples a step.")
  private @Nullable Integer batchSize;

  @Option(names = "--learning-rate", paramLabel = "X", description = "The optimiser's step size.")
  private @Nullable Double learningRate;

  @Option(names = "--seed", paramLabel = "N", description = "Where all chance comes from.")
  private @Nullable Long seed;

  @Option(names = "--out", paramLabel = "DIR", description = "The run folder.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = java.util.Objects.requireNonNull(main).terminal();
    LocalDateTime start = LocalDateTime.now(java.time.ZoneId.systemDefault());
    Experiment experiment = recipe().experiment(overrides());
    RunFolder folder = out == null ? RunFolder.named(experiment.name(), start) : new RunFolder(out);
    folder.checkFree();
    terminal.line("backend  " + Engine.current().description());
    DataConfig.Sets sets = experiment.data().open(experiment.seed());
    Sequential network =
        Network.build(
            experiment.layers(), sets.train().exampleShape(), experiment.seed().split("init"));
    terminal.line(network.summary().toString());
    folder.create();
    folder.writeConfig(experiment.toYaml());
    Trainer trainer =
        Trainer.of(network)
            .loss(experiment.loss())
            .optimizer(experiment.optimizer())
            .metric(Accuracy.top1())
            .on(new Progress(terminal));
    Fit fit =
        Fit.epochs(experiment.epochs()).batchSize(experiment.batchSize()).seed(experiment.seed());
    try (Interruption interruption = Interruption.stopping(trainer::stop)) {
      History history =
          sets.validation().isPresent()
              ? trainer.fit(sets.train(), sets.validation().get(), fit)
              : trainer.fit(sets.train(), fit);
      SequencedMap<String, Dataset> judged = new LinkedHashMap<>();
      judged.put("train", sets.train());
      sets.validation().ifPresent(set -> judged.put("validation", set));
      judged.put(Results.TEST, sets.test());
      Results results = Results.of(trainer, judged);
      new CompletedRun(experiment, sets, network, history, results).writeTo(folder);
      terminal.line("test accuracy " + Figures.percent(results.test().value("accuracy")));
      terminal.line("run " + folder.path());
      return interruption.requested() ? INTERRUPTED : 0;
    }
  }

  private Recipe recipe() throws IOException {
    Optional<Recipe> known = Recipe.named(what);
    if (known.isPresent()) {
      return known.get();
    }
    if (what.endsWith(".yaml") || what.endsWith(".yml")) {
      return Recipe.read(Path.of(what));
    }
    throw new UsageException(
        "unknown recipe "
            + what
            + Nearest.to(what, Recipe.NAMES).map(near -> "\n  did you mean: " + near).orElse("")
            + "\n  known:        "
            + String.join(", ", Recipe.NAMES));
  }

  private Overrides overrides() {
    return new Overrides(
        Optional.ofNullable(data),
        epochs == null ? OptionalInt.empty() : OptionalInt.of(epochs),
        batchSize == null ? OptionalInt.empty() : OptionalInt.of(batchSize),
        learningRate == null ? OptionalDouble.empty() : OptionalDouble.of(learningRate),
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
        Optional.empty());
  }
}
