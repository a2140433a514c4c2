package dev.fovea.bench;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code bench/run} command. */
@Command(
    name = "bench/run",
    description = "Measures Fovea, side by side with other engines.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    usageHelpAutoWidth = true,
    subcommands = {
      PeersCommand.class,
      KernelsCommand.class,
      FirstStepCommand.class,
      EpochsCommand.class,
      ScalingCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  /** Runs the command and ends the process. */
  public static void main(String... arguments) {
    PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
    PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
    System.exit(run(out, err, arguments));
  }

  /** Runs the command; gives the exit code: 0, 1 for a failure, 2 for wrong usage. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new Main());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(out);
    line.setErr(err);
    line.setParameterExceptionHandler((failure, _) -> {
      err.println("bench: " + failure.getMessage());
      err.println(
          "  see:  " + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help");
      return ExitCode.USAGE;
    });
    line.setExecutionExceptionHandler((failure, _, _) -> {
      err.println("bench: " + failure.getMessage());
      return failure instanceof IllegalArgumentException ? ExitCode.USAGE : ExitCode.SOFTWARE;
    });
    return line.execute(arguments);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
