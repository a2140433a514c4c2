package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Tensor;
import dev.fovea.formats.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process that is killed in the middle of an epoch, without a chance to write anything. */
@Tag("slow")
class KilledTest {
  private static final int KILLED_BY_SIGKILL = 137;

  /** With everything that has a state. */
  private static final String CONFIG =
      """
      name: killed
      epochs: 6
      batch-size: 10
      data:
        format: synthetic-digits
        train: 3000
        test: 100
        scale: 1/255
        validation: 0.1
      layers:
        - conv2d: {out: 4, kernel: 5}
        - batchnorm2d
        - relu
        - maxpool2d: 4
        - flatten
        - dropout: 0.3
        - linear: 10
      optimizer:
        adam: {learning-rate: 0.01, weight-decay: 0.001}
      schedule:
        one-cycle: {largest: 0.02}
      early-stopping: {figure: val_loss, patience: 2}
      """;

  @TempDir Path folder;

  @Test
  void goesOnToTheSameBits() throws IOException, InterruptedException {
    Path config = folder.resolve("killed.yaml");
    Files.writeString(config, CONFIG);
    Path whole = folder.resolve("whole");
    Captured.run("train", config.toString(), "--out", whole.toString());

    Path run = folder.resolve("run");
    Path said = folder.resolve("said.txt");
    Process process =
        new ProcessBuilder(command(config, run))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean isInside = false;
    while (process.isAlive() && !isInside) {
      isInside =
          names(run.resolve("checkpoints")).stream()
              .anyMatch(name -> name.matches("epoch-0003-batch-\\d+\\.fovea"));
    }
    process.destroyForcibly();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isEqualTo(KILLED_BY_SIGKILL);
    assertThat(run.resolve("metrics.json")).doesNotExist();

    Captured resumed = Captured.run("train", "--resume", run.toString());
    assertThat(resumed.err()).isEmpty();
    assertThat(resumed.out()).containsPattern("continuing in epoch 3, after batch \\d+ of 270\n");
    Map<String, Tensor> expected = ModelFile.load(whole.resolve("model.fovea")).model().snapshot();
    ModelFile.load(run.resolve("model.fovea"))
        .model()
        .snapshot()
        .forEach((path, value) ->
            assertThat(value.toDoubleArray())
                .as(path)
                .isEqualTo(
                    Map.copyOf(expected).getOrDefault(path, Tensor.scalar(0)).toDoubleArray()));
    assertThat(run.resolve("metrics.json")).hasSameTextualContentAs(whole.resolve("metrics.json"));
    assertThat(withoutSeconds(run)).isEqualTo(withoutSeconds(whole)).hasSizeGreaterThan(3);
  }

  private static List<String> withoutSeconds(Path run) throws IOException {
    return Files.readAllLines(run.resolve("history.csv")).stream()
        .map(line -> line.substring(0, line.lastIndexOf(',')))
        .toList();
  }

  private static List<String> names(Path checkpoints) throws IOException {
    if (!Files.isDirectory(checkpoints)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(checkpoints)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static List<String> command(Path config, Path run) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-p",
        System.getProperty("jdk.module.path"),
        "-m",
        "dev.fovea.cli/dev.fovea.cli.Main",
        "train",
        config.toString(),
        "--checkpoint-every",
        "7",
        "--out",
        run.toString());
  }
}
