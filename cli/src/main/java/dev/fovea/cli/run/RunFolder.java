package dev.fovea.cli.run;

import dev.fovea.data.Problem;
import dev.fovea.formats.ModelFile;
import dev.fovea.nn.train.Checkpoints;
import dev.fovea.nn.train.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a training leaves behind.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
  private static final String CSV_HEAD =
      "epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,seconds\n";

  /**
   * A folder below {@code runs} named after the training and the time; a number is put after it if
   * it exists.
   */
  public static RunFolder named(String experiment, LocalDateTime start) {
    Path runs = Path.of("runs");
    String name = experiment + "-" + STAMP.format(start);
    Path free = runs.resolve(name);
    for (int number = 2; Files.exists(free); number++) {
      free = runs.resolve(name + "-" + number);
    }
    return new RunFolder(free);
  }

  /**
   * Refuses a folder that holds something already.
   *
   * @throws RunException if it does, or is a file
   */
  public void checkFree() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    if (!Files.isDirectory(path)) {
      throw new RunException(Problem.of("run: this is not a folder").with("out", path));
    }
    try (Stream<Path> inside = Files.list(path)) {
      if (inside.findAny().isPresent()) {
        throw new RunException(
            Problem.of("run: the folder is not empty")
                .with("out", path)
                .with("hint", "name a new folder, or remove this one first"));
      }
    }
  }

  /** Makes the folder. */
  public void create() throws IOException {
    Files.createDirectories(path);
  }

  /** The complete configuration. */
  public Path config() {
    return path.resolve("config.yaml");
  }

  /** The figures of each epoch. */
  public Path history() {
    return path.resolve("history.csv");
  }

  /** The final figures of each set. */
  public Path metrics() {
    return path.resolve("metrics.json");
  }

  /** The trained network. */
  public Path model() {
    return path.resolve("model.fovea");
  }

  /** Where the training can be taken up again. */
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /**
   * The checkpoint that is furthest on.
   *
   * @throws RunException if there is none
   */
  public Path lastCheckpoint() throws IOException {
    return Checkpoints.latest(checkpoints(), ModelFile.EXTENSION)
        .orElseThrow(() ->
            new RunException(
                Problem.of("run: there is no checkpoint to continue from")
                    .with("looked for", checkpoints().resolve("epoch-NNNN.fovea"))));
  }

  /** Whether the report is not older than a checkpoint. */
  public boolean isReportedSince(Path checkpoint) throws IOException {
    return Files.exists(report())
        && Files.getLastModifiedTime(report()).compareTo(Files.getLastModifiedTime(checkpoint))
            >= 0;
  }

  /** The pictures. */
  public Path plots() {
    return path.resolve("plots");
  }

  /** The page that shows everything. */
  public Path report() {
    return path.resolve("report.html");
  }

  /** Writes the configuration. */
  public void writeConfig(String yaml) throws IOException {
    RunFile.write(
        config(), "# Everything about this training: fovea train config.yaml repeats it.\n" + yaml);
  }

  /** Writes the figures of the epochs that were completed, perhaps none. */
  public void writeHistory(History history) throws IOException {
    RunFile.write(history(), history.epochs().isEmpty() ? CSV_HEAD : history.toCsv());
  }

  /** Writes the final figures. */
  public void writeMetrics(String json) throws IOException {
    RunFile.write(metrics(), json);
  }
}
