package dev.fovea.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Where the command speaks.
 *
 * @param out results
 * @param err errors
 * @param interactive whether lines may be overwritten and a person is reading
 * @param colors whether colors are wanted
 * @param charset what can be shown
 */
record Terminal(
    PrintWriter out, PrintWriter err, boolean interactive, boolean colors, Charset charset) {
  private static final int BOLD = 1;
  private static final int DIM = 2;
  private static final int RED = 31;
  private static final int GREEN = 32;
  private static final int YELLOW = 33;
  private static final int CYAN = 36;

  /**
   * The terminal or pipes of the process; the launcher tells whether standard output is a terminal.
   */
  static Terminal ofProcess() {
    boolean interactive =
        Boolean.getBoolean("fovea.terminal") && !"dumb".equals(System.getenv("TERM"));
    String noColor = System.getenv("NO_COLOR");
    Charset charset = System.out.charset();
    return new Terminal(
        new PrintWriter(System.out, true, charset),
        new PrintWriter(System.err, true, System.err.charset()),
        interactive,
        interactive && (noColor == null || noColor.isEmpty()),
        charset);
  }

  /** No terminal: plain lines, as in a file. */
  static Terminal plain(PrintWriter out, PrintWriter err) {
    return new Terminal(out, err, false, false, StandardCharsets.UTF_8);
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  void warn(String text) {
    err.println(colored(YELLOW, "warning:") + " " + text);
    err.flush();
  }

  /** Replaces what stands in the line. */
  void replaceLine(String text) {
    out.print("\r" + text + "\u001b[K");
    out.flush();
  }

  boolean canShow(String text) {
    return charset.newEncoder().canEncode(text);
  }

  String bold(String text) {
    return colored(BOLD, text);
  }

  String dim(String text) {
    return colored(DIM, text);
  }

  String good(String text) {
    return colored(GREEN, text);
  }

  String bad(String text) {
    return colored(RED, text);
  }

  String accent(String text) {
    return colored(CYAN, text);
  }

  private String colored(int code, String text) {
    return colors ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
