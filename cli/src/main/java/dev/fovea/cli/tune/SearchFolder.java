package dev.fovea.cli.tune;

import dev.fovea.core.file.WholeFile;
import dev.fovea.nn.tune.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a search leaves behind.
 *
 * @param path the folder
 */
public record SearchFolder(Path path) {
  /** The whole plan. */
  public Path plan() {
    return path.resolve("search.yaml");
  }

  /** The trials that are over. */
  public Path trials() {
    return path.resolve("trials.csv");
  }

  /** Where trials in progress can be taken up again. */
  private Path unfinished() {
    return path.resolve("trials");
  }

  /** Where a trial can be taken up again. */
  public Path checkpoints(Trial trial) {
    return unfinished().resolve("%04d".formatted(trial.number()));
  }

  /** The configuration of the best trial. */
  public Path bestConfig() {
    return path.resolve("best.yaml");
  }

  /** The run of the best trial, trained anew. */
  public Path best() {
    return path.resolve("best");
  }

  /** The pictures. */
  public Path plots() {
    return path.resolve("plots");
  }

  /** The page that shows everything. */
  public Path report() {
    return path.resolve("report.html");
  }

  /** Makes the folder and writes the plan. */
  public void create(String yaml) throws IOException {
    Files.createDirectories(path);
    WholeFile.write(
        plan(), "# Everything about this search: fovea tune search.yaml repeats it.\n" + yaml);
  }

  /** Removes what was needed only to continue with trials. */
  public void forgetCheckpoints() throws IOException {
    if (!Files.isDirectory(unfinished())) {
      return;
    }
    List<Path> all;
    try (Stream<Path> inside = Files.walk(unfinished())) {
      all = inside.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
