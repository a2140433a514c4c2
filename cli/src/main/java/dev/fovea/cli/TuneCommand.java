package dev.fovea.cli;

import dev.fovea.cli.config.Experiment;
import dev.fovea.cli.config.SearchPlan;
import dev.fovea.cli.dataset.DataConfig;
import dev.fovea.cli.run.Interruption;
import dev.fovea.cli.run.RunFolder;
import dev.fovea.cli.tune.SearchFolder;
import dev.fovea.cli.tune.SearchReport;
import dev.fovea.cli.tune.TrialRunner;
import dev.fovea.cli.yaml.Overrides;
import dev.fovea.core.Engine;
import dev.fovea.core.file.WholeFile;
import dev.fovea.nn.tune.Outcome;
import dev.fovea.nn.tune.Result;
import dev.fovea.nn.tune.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.json.JsonMapper;

/** {@code fovea tune}. */
@Command(
    name = "tune",
    description = {
      "Search for good settings: train many networks for a short time, and the best anew.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  fovea tune examples/tune-digits.yaml        on digits that Fovea draws itself",
      "  fovea tune my-search.yaml --data mnist      on your own data",
      "  fovea tune --resume runs/some-search        on from where it was interrupted",
      "",
      "A trial that is over is written to trials.csv at once, and never run again."
    })
final class TuneCommand implements Callable<Integer> {
  private static final int INTERRUPTED = 130;
  private static final int SHOWN = 5;

  @ParentCommand private @Nullable Main main;

  @Parameters(
      arity = "0..1",
      paramLabel = "SPACE.yaml",
      description = "What may be tried, and what is; docs/guide/tuning.md says how it is written.")
  private @Nullable Path file;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data of all trials, as of fovea train.")
  private @Nullable Path data;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "How long the longest trials are trained.")
  private @Nullable Integer epochs;

  @Option(names = "--seed", paramLabel = "N", description = "Where all chance comes from.")
  private @Nullable Long seed;

  @Option(
      names = "--side-by-side",
      paramLabel = "N",
      description = "How many trials run at once; by default one for each thread.")
  private @Nullable Integer atOnce;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder, new or empty; by default runs/NAME-DATE-TIME.")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description = "Continue with an interrupted search, in the same folder.")
  private @Nullable Path resume;

  @Option(names = "--no-refit", description = "Do not train the best network anew at the end.")
  private boolean noRefit;

  @Mixin private EngineOptions engine = new EngineOptions();

  @Override
  public Integer call() throws IOException {
    Terminal terminal = Main.terminalOf(main);
    SearchPlan plan = plan();
    Search search = plan.search();
    Experiment first = plan.experiment(search.firstRound().getFirst().point());
    SearchFolder folder = folder(plan);
    engine.select(first.backend());
    DataConfig.Sets sets = first.data().open(first.seed());
    if (plan.goal().startsWith("val_") && sets.validation().isEmpty()) {
      throw new UsageException(
          "tune: " + plan.goal() + " needs a validation set; write data: {validation: 0.1}");
    }
    int threads = Engine.current().threads();
    int trials = atOnce == null ? threads : Math.max(1, atOnce);
    describe(terminal, plan, search, first, sets, folder, trials);
    folder.create(plan.toYaml(first.ranOn(Engine.current().backend())));
    TrialRunner runner = new TrialRunner(plan, sets, folder, Math.max(1, threads / trials));
    int all = search.firstRound().size();
    Outcome outcome;
    try (Interruption interruption = Interruption.stopping(runner::stop)) {
      outcome =
          search
              .sideBySide(trials)
              .table(folder.trials())
              .listener(result -> tell(terminal, plan, result, all))
              .run(runner);
      if (interruption.requested()) {
        new SearchReport(plan, outcome, first.data().source().description(), OptionalDouble.empty())
            .writeTo(folder);
        terminal.line("interrupted; fovea tune --resume " + folder.path() + " continues");
        return INTERRUPTED;
      }
    }
    folder.forgetCheckpoints();
    show(terminal, plan, outcome);
    Optional<Result> best = outcome.best();
    if (best.isEmpty()) {
      terminal.warn("no trial has given a score; trials.csv says why");
      return 1;
    }
    int code = noRefit ? 0 : refit(terminal, plan.experiment(best.get().trial().point()), folder);
    new SearchReport(plan, outcome, first.data().source().description(), refitted(folder))
        .writeTo(folder);
    terminal.line("search         " + folder.report());
    return code;
  }

  private SearchPlan plan() throws IOException {
    if (resume == null) {
      if (file == null) {
        throw new UsageException("tune: name a file such as examples/tune-digits.yaml");
      }
      return SearchPlan.read(file, overrides(), NamedRecipe::find);
    }
    if (file != null || data != null || epochs != null || seed != null || out != null) {
      throw new UsageException(
          "--resume: the search says everything itself; only --side-by-side, --no-refit, --backend"
              + " and --threads may be given with it");
    }
    return SearchPlan.read(new SearchFolder(resume).plan(), overrides(), NamedRecipe::find);
  }

  private Overrides overrides() {
    if (epochs != null && epochs < 1) {
      throw new UsageException("--epochs: expected at least 1 but was " + epochs);
    }
    return new Overrides(
        Optional.ofNullable(data).map(DataPath::of),
        Optional.empty(),
        epochs == null ? OptionalInt.empty() : OptionalInt.of(epochs),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
        engine.backend());
  }

  private SearchFolder folder(SearchPlan plan) throws IOException {
    if (resume != null) {
      return new SearchFolder(resume);
    }
    RunFolder free =
        out == null
            ? RunFolder.named(plan.name(), LocalDateTime.now(ZoneId.systemDefault()))
            : new RunFolder(out);
    free.checkFree();
    return new SearchFolder(free.path());
  }

  private static void describe(
      Terminal terminal,
      SearchPlan plan,
      Search search,
      Experiment first,
      DataConfig.Sets sets,
      SearchFolder folder,
      int atOnce) {
    terminal.line(terminal.bold("Tuning " + plan.name()));
    terminal.line("  backend  " + Engine.current().description());
    terminal.line("  data     " + first.data().source().description());
    terminal.line(
        String.format(
            Locale.ROOT,
            "           %,d to train, %,d held out to compare by, %,d to test",
            sets.train().size(),
            sets.validation().map(set -> set.size()).orElse(0),
            sets.test().size()));
    terminal.line(
        "  trials   "
            + search.firstRound().size()
            + ", "
            + atOnce
            + " at once, of "
            + search.strategy().rounds(search.epochs())
            + " epochs");
    terminal.line("  run      " + folder.path());
    terminal.line("");
  }

  private static void tell(Terminal terminal, SearchPlan plan, Result result, int all) {
    String score =
        result.isFailed()
            ? "failed: " + result.remark().lines().findFirst().orElse("")
            : plan.goal() + " " + String.format(Locale.ROOT, "%.4f", result.score());
    terminal.line(
        String.format(
            Locale.ROOT,
            "trial %d/%d  %s  %s  %d epochs, %.1f s",
            result.trial().number(),
            all,
            score,
            terminal.dim(SearchReport.plain(result.trial().point().toString())),
            result.trial().epochs(),
            result.seconds()));
  }

  private static void show(Terminal terminal, SearchPlan plan, Outcome outcome) {
    terminal.line("");
    terminal.line(terminal.bold("the best by " + plan.goal()));
    for (Result result : outcome.results().stream().limit(SHOWN).toList()) {
      if (!result.isFailed()) {
        terminal.line(
            String.format(
                Locale.ROOT,
                "  %.4f  %s",
                result.score(),
                SearchReport.plain(result.trial().point().toString())));
      }
    }
    terminal.line("");
  }

  /** Trains the best network anew, as {@code fovea train} does; continues if it was interrupted. */
  private int refit(Terminal terminal, Experiment best, SearchFolder folder) throws IOException {
    if (Files.exists(folder.best().resolve("report.html"))) {
      return 0;
    }
    WholeFile.write(folder.bestConfig(), best.toYaml());
    boolean isBegun =
        Files.isDirectory(folder.best().resolve("checkpoints"))
            && Files.exists(folder.best().resolve("config.yaml"));
    String threads = Integer.toString(Engine.current().threads());
    return isBegun
        ? Main.run(terminal, "train", "--resume", folder.best().toString(), "--threads", threads)
        : Main.run(
            terminal,
            "train",
            folder.bestConfig().toString(),
            "--out",
            folder.best().toString(),
            "--threads",
            threads);
  }

  private static OptionalDouble refitted(SearchFolder folder) {
    Path metrics = new RunFolder(folder.best()).metrics();
    return Files.exists(metrics)
        ? OptionalDouble.of(
            JsonMapper.shared()
                .readTree(metrics.toFile())
                .path("test")
                .path("accuracy")
                .asDouble(Double.NaN))
        : OptionalDouble.empty();
  }
}
