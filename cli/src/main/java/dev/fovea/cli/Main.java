package dev.fovea.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code fovea} command. */
@Command(
    name = "fovea",
    description = "Trains, evaluates and shows convolutional networks.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    usageHelpAutoWidth = true,
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      SummaryCommand.class,
      TuneCommand.class,
      ConvertCommand.class,
      DataCommand.class,
      RecipesCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  fovea train mnist-cnn                  learn to read digits, without files",
      "  fovea train mnist-cnn --data mnist     the same with real handwriting",
      "  fovea data mnist --download            where that comes from",
      "  fovea evaluate runs/some-run           how well it does on the test set",
      "  fovea predict runs/some-run seven.png  what an image shows",
      "",
      "fovea COMMAND --help says more about a command."
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error came from.")
  private boolean debug;

  private final Terminal terminal;

  Main(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs the command and ends the process. */
  public static void main(String... arguments) {
    System.exit(run(Terminal.ofProcess(), arguments));
  }

  /**
   * Runs the command; gives the exit code: 0, 1 for a failure, 2 for wrong usage, 130 for Ctrl-C.
   */
  static int run(Terminal terminal, String... arguments) {
    Main main = new Main(terminal);
    CommandLine line = new CommandLine(main);
    line.setOut(terminal.out());
    line.setErr(terminal.err());
    line.setParameterExceptionHandler(new UsageFailure(terminal));
    line.setExecutionExceptionHandler(
        (failure, _, _) -> new Failure(terminal, main.debug).report(failure));
    return line.execute(arguments);
  }

  /** The terminal of the command that a subcommand belongs to. */
  static Terminal terminalOf(@Nullable Main parent) {
    return Objects.requireNonNull(parent, "picocli sets the parent").terminal;
  }

  @Override
  public void run() {
    spec.commandLine().usage(terminal.out());
  }
}
