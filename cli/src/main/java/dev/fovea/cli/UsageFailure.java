package dev.fovea.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, in one message. */
record UsageFailure(Terminal terminal) implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
    if (failure instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        text.append("\n  did you mean: ").append(String.join(" or ", suggestions));
      }
    }
    terminal.err().println(terminal.bad("fovea:") + " " + text);
    terminal.err().println("  see:  " + name + " --help");
    terminal.err().flush();
    return ExitCode.USAGE;
  }
}
