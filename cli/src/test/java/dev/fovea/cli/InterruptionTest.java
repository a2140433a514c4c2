package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process that is told to end. It gets SIGTERM, which takes the same way as Ctrl-C: SIGINT
 * would be ignored wherever the tests themselves run in the background.
 */
@Tag("slow")
class InterruptionTest {
  private static final int KILLED_BY_SIGTERM = 143;

  @TempDir Path folder;

  @Test
  void leavesAUsableRun() throws IOException, InterruptedException {
    Path run = folder.resolve("run");
    Path errors = folder.resolve("errors.txt");
    Process process = new ProcessBuilder(command(run)).redirectError(errors.toFile()).start();
    List<String> said = new ArrayList<>();
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        said.add(line);
        if (line.startsWith("epoch ")) {
          process.toHandle().destroy();
        }
      }
    }
    assertThat(process.waitFor()).as(Files.readString(errors)).isEqualTo(KILLED_BY_SIGTERM);
    assertThat(said).contains("interrupted; writing the run as it is");
    assertThat(run.resolve("metrics.json")).exists();
    assertThat(run.resolve("report.html")).as(Files.readString(errors)).exists();
    assertThat(Files.readAllLines(run.resolve("history.csv"))).hasSizeBetween(2, 299);
    assertThat(Captured.run("evaluate", run.toString()).out()).contains("\ntest accuracy  ");
  }

  private static List<String> command(Path run) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-p",
        System.getProperty("jdk.module.path"),
        "-m",
        "dev.fovea.cli/dev.fovea.cli.Main",
        "train",
        "mnist-logistic",
        "--epochs",
        "300",
        "--out",
        run.toString());
  }
}
