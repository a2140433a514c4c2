package dev.fovea.cli;

import dev.fovea.cli.config.Experiment;
import dev.fovea.cli.config.NeighborSearch;
import dev.fovea.cli.config.Network;
import dev.fovea.cli.config.Recipe;
import dev.fovea.cli.dataset.DataConfig;
import dev.fovea.cli.dataset.DataSource;
import dev.fovea.cli.dataset.HeldOut;
import dev.fovea.cli.run.Cards;
import dev.fovea.cli.run.CompletedRun;
import dev.fovea.cli.run.Interruption;
import dev.fovea.cli.run.NeighborRun;
import dev.fovea.cli.run.Origin;
import dev.fovea.cli.run.Results;
import dev.fovea.cli.run.RunFolder;
import dev.fovea.cli.run.TrainedPart;
import dev.fovea.cli.run.Training;
import dev.fovea.cli.run.WholeNetwork;
import dev.fovea.cli.yaml.Overrides;
import dev.fovea.core.Engine;
import dev.fovea.data.Dataset;
import dev.fovea.formats.CheckpointFile;
import dev.fovea.formats.ModelCard;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.train.Checkpoints;
import dev.fovea.nn.train.CsvLog;
import dev.fovea.nn.train.FrozenBody;
import dev.fovea.nn.train.History;
import dev.fovea.nn.train.Pace;
import dev.fovea.nn.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea train}. */
@Command(
    name = "train",
    description = {
      "Train a network, evaluate it, and leave a run folder: the model, its figures, pictures and"
          + " a report.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  fovea train mnist-cnn                      on digits that Fovea draws itself",
      "  fovea train mnist-cnn --data mnist         on the four idx files in mnist/",
      "  fovea train my-network.yaml --epochs 5     your own network and data",
      "  fovea train runs/some-run/config.yaml      the same training once more",
      "  fovea train transfer-resnet20 --data cifar10   a trained network moved on",
      "  fovea train --resume runs/some-run         on from where it was interrupted",
      "",
      "Ctrl-C ends the training after the batch at hand and leaves a usable run."
    })
final class TrainCommand implements Callable<Integer> {
  private static final int INTERRUPTED = 130;

  @ParentCommand private @Nullable Main main;

  @Parameters(
      arity = "0..1",
      paramLabel = "RECIPE|FILE.yaml",
      description = "A recipe (fovea recipes lists them) or a configuration of your own.")
  private @Nullable String what;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "A file or folder of examples, in the format that the recipe names: four files as those"
              + " of MNIST, pictures with a folder for each class, arrays, tables and more. Or a"
              + " name that fovea data lists.")
  private @Nullable Path data;

  @Option(
      names = "--pretrained",
      paramLabel = "FILE",
      description =
          "Weights to start from, for a configuration that has a network for them: a file of"
              + " PyTorch, safetensors and others, a model file or a run folder.")
  private @Nullable String pretrained;

  @Option(names = "--epochs", paramLabel = "N", description = "How often to read the training set.")
  private @Nullable Integer epochs;

  @Option(names = "--batch-size", paramLabel = "N", description = "Examples per step.")
  private @Nullable Integer batchSize;

  @Option(names = "--learning-rate", paramLabel = "X", description = "The optimizer's step size.")
  private @Nullable Double learningRate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Where all chance comes from; the same seed gives the same bits.")
  private @Nullable Long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run folder, new or empty; by default runs/NAME-DATE-TIME.")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description =
          "Continue with an interrupted run from its last checkpoint, in the same folder, to the same"
              + " bits; with --epochs also with a finished one.")
  private @Nullable Path resume;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "PACE",
      defaultValue = "60s",
      converter = PaceConverter.class,
      description =
          "How often to save within an epoch: a time in seconds (60s, the default), a number of steps"
              + " (500), or never (epoch). The end of an epoch is always saved.")
  private Pace pace = new Pace.EpochsOnly();

  @Mixin private EngineOptions engine = new EngineOptions();

  @Override
  public Integer call() throws IOException {
    Terminal terminal = Main.terminalOf(main);
    ZonedDateTime start = ZonedDateTime.now(ZoneId.systemDefault());
    Experiment written = recipe().experiment(overrides());
    RunFolder folder = folder(written, start);
    engine.select(written.backend());
    Experiment asked = written.ranOn(Engine.current().backend());

    terminal.line(terminal.bold("Training " + asked.name()));
    terminal.line("  backend  " + Engine.current().description());
    DataConfig.Sets sets = asked.data().open(asked.seed());
    describe(terminal, asked.data(), sets);
    terminal.line("  run      " + folder.path());
    terminal.line("");
    if (asked.neighbors().isPresent()) {
      compare(asked, asked.neighbors().get(), sets, folder, start);
      return 0;
    }
    Network.Ready ready = ready(asked, sets, terminal);
    Experiment experiment = ready.loaded().map(asked::startedFrom).orElse(asked);
    Sequential network = ready.network();

    folder.create();
    Origin origin = Origin.of(Version.text(), start, experiment, sets);
    ModelCard card = Cards.training(experiment, sets);
    Trainer whole = Training.trainer(experiment, TrainedPart.whole(network, sets), network);
    Optional<CheckpointFile.Resumed> resumed =
        resume == null
            ? Optional.empty()
            : Optional.of(resumed(whole, experiment, folder, terminal));
    TrainedPart part = TrainedPart.of(network, sets);
    part.cut().ifPresent(cut -> tellOfCut(terminal, cut));
    Trainer fresh =
        Training.trainer(experiment, part, network)
            .on(
                new Progress(terminal),
                CsvLog.to(folder.history()),
                checkpoints(folder, sets)
                    .writer(new WholeNetwork(CheckpointFile.with(card), network))
                    .pace(pace));
    Trainer trainer = resumed.map(from -> goingOn(fresh, from)).orElse(fresh);
    folder.writeConfig(experiment.toYaml());
    whole.warnings().forEach(warning -> terminal.warn(warning.toString()));
    try (Interruption interruption = Interruption.stopping(trainer::stop)) {
      History history = Training.fit(trainer, experiment, part, experiment.epochs());
      if (interruption.requested()) {
        terminal.line("interrupted; writing the run as it is");
      }
      Results results = Results.of(whole, judged(sets));
      new CompletedRun(
              experiment, sets, network, history, results, card, origin, interruption.requested())
          .writeTo(folder);
      conclude(terminal, results, folder);
      return interruption.requested() ? INTERRUPTED : 0;
    }
  }

  /** The network with the weights it starts from; those of a resumed run lie in its checkpoint. */
  private Network.Ready ready(Experiment experiment, DataConfig.Sets sets, Terminal terminal)
      throws IOException {
    Network.Ready ready =
        resume == null
            ? Network.ready(experiment, sets.train().exampleShape())
            : new Network.Ready(
                Network.build(experiment, sets.train().exampleShape()), Optional.empty());
    Network.checkOutputs(experiment, ready.network(), sets.train().classNames());
    ready
        .loaded()
        .ifPresent(loaded -> {
          terminal.line("weights from " + loaded.file());
          terminal.line("  " + loaded.report().inWords().replace("\n", "\n  "));
          terminal.line("");
        });
    terminal.line(ready.network().summary().toString());
    terminal.line("");
    return ready;
  }

  private static void tellOfCut(Terminal terminal, FrozenBody cut) {
    terminal.line(
        "frozen up to "
            + cut.body().layers().lastEntry().getKey()
            + ": what it makes of each example is computed once");
  }

  /** Without a network there is nothing to train: the sets are compared at once. */
  private void compare(
      Experiment experiment,
      NeighborSearch search,
      DataConfig.Sets sets,
      RunFolder folder,
      ZonedDateTime start)
      throws IOException {
    Terminal terminal = Main.terminalOf(main);
    folder.create();
    folder.writeConfig(experiment.toYaml());
    terminal.line("comparing with " + search.description());
    NeighborRun run =
        NeighborRun.of(
            experiment, search, sets, Origin.of(Version.text(), start, experiment, sets));
    run.writeTo(folder);
    terminal.line("");
    terminal.line(
        terminal.bold("test accuracy  " + NumberFormat.percent(run.confusion().accuracy()))
            + String.format(
                Locale.ROOT, "  (%,d examples, %.1f s)", sets.test().size(), run.seconds()));
    terminal.line("report         " + folder.report());
  }

  private Recipe recipe() throws IOException {
    if (resume == null) {
      if (what == null) {
        throw new UsageException("train: name a recipe or a file; fovea recipes lists the recipes");
      }
      return NamedRecipe.find(what);
    }
    if (what != null
        || data != null
        || batchSize != null
        || seed != null
        || out != null
        || pretrained != null
        || learningRate != null) {
      throw new UsageException(
          "--resume: the run says everything itself; only --epochs, --checkpoint-every, --backend"
              + " and --threads may be given with it");
    }
    return Recipe.read(new RunFolder(resume).config());
  }

  private RunFolder folder(Experiment experiment, ZonedDateTime start) throws IOException {
    if (resume != null) {
      return new RunFolder(resume);
    }
    RunFolder folder =
        out == null
            ? RunFolder.named(experiment.name(), start.toLocalDateTime())
            : new RunFolder(out);
    folder.checkFree();
    return folder;
  }

  /** The trainer of what is trained, where the one of the whole network was put. */
  private static Trainer goingOn(Trainer fresh, CheckpointFile.Resumed resumed) {
    Trainer next = fresh.from(resumed.standing());
    next.optimizer().load(resumed.trainer().optimizer().snapshot());
    return next;
  }

  private static CheckpointFile.Resumed resumed(
      Trainer whole, Experiment experiment, RunFolder folder, Terminal terminal)
      throws IOException {
    Path checkpoint = folder.lastCheckpoint();
    CheckpointFile.Resumed resumed = CheckpointFile.resume(checkpoint, whole);
    int done = resumed.history().epochs().isEmpty() ? 0 : resumed.history().last().number();
    if (done >= experiment.epochs() && folder.isReportedSince(checkpoint)) {
      throw new UsageException(
          "--resume: all " + experiment.epochs() + " epochs are done; a larger --epochs trains on");
    }
    terminal.line(
        "continuing "
            + resumed
                .standing()
                .open()
                .map(open ->
                    "in epoch "
                        + open.number()
                        + ", after batch "
                        + open.batches()
                        + " of "
                        + Math.ceilDiv(open.examples(), open.batchSize()))
                .orElse("after epoch " + done));
    return resumed;
  }

  private Overrides overrides() {
    atLeastOne("--epochs", epochs);
    atLeastOne("--batch-size", batchSize);
    if (learningRate != null && !(learningRate > 0 && Double.isFinite(learningRate))) {
      throw new UsageException("--learning-rate: expected above 0 but was " + learningRate);
    }
    return new Overrides(
        Optional.ofNullable(data).map(DataPath::of),
        Optional.ofNullable(pretrained),
        epochs == null ? OptionalInt.empty() : OptionalInt.of(epochs),
        batchSize == null ? OptionalInt.empty() : OptionalInt.of(batchSize),
        learningRate == null ? OptionalDouble.empty() : OptionalDouble.of(learningRate),
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
        engine.backend());
  }

  private static void atLeastOne(String option, @Nullable Integer value) {
    if (value != null && value < 1) {
      throw new UsageException(option + ": expected at least 1 but was " + value);
    }
  }

  /** The last epoch, and the best if there is something to tell it by. */
  private static Checkpoints checkpoints(RunFolder folder, DataConfig.Sets sets) {
    Checkpoints last = Checkpoints.in(folder.checkpoints());
    return sets.validation().isPresent() ? last.keepBest("val_accuracy") : last;
  }

  private static SequencedMap<String, Dataset> judged(DataConfig.Sets sets) {
    SequencedMap<String, Dataset> judged = new LinkedHashMap<>();
    judged.put("train", sets.train());
    sets.validation().ifPresent(set -> judged.put("validation", set));
    judged.put(Results.TEST, sets.test());
    return judged;
  }

  private static void describe(Terminal terminal, DataConfig data, DataConfig.Sets sets) {
    terminal.line("  data     " + data.source().description());
    if (data.source() instanceof DataSource.Synthetic synthetic) {
      terminal.line("           " + synthetic.kind().instead());
    }
    terminal.line(
        String.format(
            Locale.ROOT,
            "           %,d to train, %s, %,d to test; %d classes, shape %s",
            sets.train().size(),
            validation(data, sets),
            sets.test().size(),
            sets.train().classNames().size(),
            sets.train().exampleShape()));
  }

  private static String validation(DataConfig data, DataConfig.Sets sets) {
    return switch (data.heldOut()) {
      case HeldOut.Nothing _ -> "no validation";
      case HeldOut.Test _ -> "validated with the test set";
      case HeldOut.OwnSet _ ->
          sets.validation()
              .map(set -> NumberFormat.number(set.size()) + " to validate")
              .orElse("no validation");
      case HeldOut.Part _ ->
          NumberFormat.number(sets.validation().map(Dataset::size).orElse(0))
              + " held out to validate";
    };
  }

  private static void conclude(Terminal terminal, Results results, RunFolder folder) {
    terminal.line("");
    terminal.line(
        terminal.bold("test accuracy  " + NumberFormat.percent(results.test().value("accuracy")))
            + "  (loss "
            + NumberFormat.loss(results.test().value("loss"))
            + ", "
            + NumberFormat.number(results.test().examples())
            + " examples)");
    terminal.line("report         " + folder.report());
  }
}
