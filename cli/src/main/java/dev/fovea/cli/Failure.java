package dev.fovea.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine.ExitCode;

/** Says what went wrong, in one message; where in the program only if asked. */
record Failure(Terminal terminal, boolean debug) {
  int report(Throwable failure) {
    terminal.err().println(terminal.bad("fovea:") + " " + message(failure));
    if (debug) {
      failure.printStackTrace(terminal.err());
    }
    terminal.err().flush();
    return failure instanceof UsageException ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }

  private String message(Throwable failure) {
    return switch (failure) {
      case NoSuchFileException missing -> "no such file: " + missing.getFile();
      case AccessDeniedException denied -> "no right to use " + denied.getFile();
      case FileSystemException refused ->
          refused.getReason() == null
              ? "cannot use " + refused.getFile()
              : refused.getFile() + ": " + refused.getReason();
      case UncheckedIOException unchecked
          when unchecked.getCause() != null && unchecked.getMessage() == null ->
          message(unchecked.getCause());
      case IOException known -> text(known);
      case UncheckedIOException known -> text(known);
      case UsageException known -> text(known);
      case IllegalArgumentException known -> text(known);
      case IllegalStateException known -> text(known);
      case OutOfMemoryError _ -> "not enough memory: take a smaller --batch-size, or less data";
      default ->
          failure
              + (debug ? "" : "\n  this is a fault of Fovea; run again with --debug and report it");
    };
  }

  private static String text(Throwable known) {
    return known.getMessage() == null ? known.toString() : known.getMessage();
  }
}
