package dev.fovea.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command said and how it ended. */
record Captured(int exitCode, String out, String err) {
  static Captured run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = Terminal.plain(new PrintWriter(out), new PrintWriter(err));
    int exitCode = Main.run(terminal, arguments);
    return new Captured(exitCode, out.toString(), err.toString());
  }
}
