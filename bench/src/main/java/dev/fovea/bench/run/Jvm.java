package dev.fovea.bench.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts a process for each side.
 *
 * @param home the folder of this room
 * @param foveaFlags what Fovea's JVM is told besides
 */
public record Jvm(Path home, List<String> foveaFlags) {
  /** As the launcher of the {@code fovea} command starts the JVM; the same for every side. */
  private static final List<String> MEMORY = List.of("-XX:+UseSerialGC", "-XX:MaxRAMPercentage=50");

  private static final String MODULE = "dev.fovea.bench";

  public Jvm {
    foveaFlags = List.copyOf(foveaFlags);
  }

  /** With one more flag for Fovea's JVM. */
  public Jvm with(String flag) {
    List<String> flags = new ArrayList<>(foveaFlags);
    flags.add(flag);
    return new Jvm(home, flags);
  }

  /**
   * What a process answered.
   *
   * @param seconds from the start of the process to its answer
   */
  public record Answer(String text, double seconds) {}

  /** Runs a main class of this room, on the module path as a user of Fovea does. */
  public Answer fovea(String main, String start, String... arguments) {
    List<String> command = java();
    command.addAll(foveaFlags);
    command.addAll(
        List.of("--enable-native-access=dev.fovea.core", "-p", app(), "-m", MODULE + "/" + main));
    command.addAll(List.of(arguments));
    return ask(command, Map.of(), start);
  }

  /** Runs a main class of the peers, on the class path. */
  public Answer rival(String main, int threads, String start, String... arguments) {
    List<String> command = java();
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Dai.djl.offline=true",
            "-Dai.djl.pytorch.num_threads=" + threads,
            "-DENGINE_CACHE_DIR=" + home.resolve("peers/target/engines")));
    command.addAll(peers(main, arguments));
    return ask(command, environment(threads), start);
  }

  /** Runs a main class of the peers that measures Fovea, and passes on what it prints. */
  public void show(PrintWriter out, String main, String... arguments) {
    List<String> command = java();
    command.addAll(foveaFlags);
    command.add("--enable-native-access=dev.fovea.core");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(peers(main, arguments));
    run(
        command,
        Map.of(),
        (line, _) -> {
          if (!line.startsWith("WARNING: ")) {
            out.println(line);
            out.flush();
          }
        });
  }

  private List<String> peers(String main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "-p",
                app(),
                "--add-modules",
                MODULE + ",dev.fovea.data",
                "-cp",
                home.resolve("peers/target/libs") + "/*",
                main));
    command.addAll(List.of(arguments));
    return command;
  }

  private static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(MEMORY);
    return command;
  }

  private static Map<String, String> environment(int threads) {
    return Map.of("OMP_NUM_THREADS", Integer.toString(threads), "ORT_DISABLE_TELEMETRY", "1");
  }

  private String app() {
    return home.resolve("target/app").toString();
  }

  /**
   * Runs a command.
   *
   * @param start what the line with the answer begins with
   * @throws IllegalStateException with all the process printed, if it fails or does not answer
   */
  public static Answer ask(List<String> command, Map<String, String> environment, String start) {
    List<Answer> answers = new ArrayList<>();
    String output =
        run(
            command,
            environment,
            (line, seconds) -> {
              if (line.startsWith(start)) {
                answers.add(new Answer(line.substring(start.length()), seconds));
              }
            });
    if (answers.isEmpty()) {
      throw failed(command, output);
    }
    return answers.getFirst();
  }

  /** Sees each line a process prints, and when it came, in seconds from its start. */
  @FunctionalInterface
  private interface Listener {
    void said(String line, double seconds);
  }

  /** Runs a command to its end; gives all it printed. */
  private static String run(
      List<String> command, Map<String, String> environment, Listener listener) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    StringBuilder output = new StringBuilder();
    long begin = System.nanoTime();
    try {
      Process process = builder.start();
      try (BufferedReader lines = process.inputReader()) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          listener.said(line, (System.nanoTime() - begin) / 1e9);
          output.append(line).append('\n');
        }
      }
      if (process.waitFor() != 0) {
        throw failed(command, output.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return output.toString();
  }

  private static IllegalStateException failed(List<String> command, String output) {
    return new IllegalStateException("a side failed: " + String.join(" ", command) + "\n" + output);
  }
}
