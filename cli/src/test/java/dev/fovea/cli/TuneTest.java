package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class TuneTest {
  private static final String PLAN =
      """
      data:
        format: synthetic-digits
        train: 600
        test: 60
        scale: 1/255
        validation: 0.2
      layers:
        - repeat:
            times: $depth
            layers:
              - conv2d: {out: $filters, kernel: 3, padding: 1}
              - when: {is: $batch-norm, layers: [batchnorm2d]}
              - $activation
              - maxpool2d: 2
        - flatten
        - linear: $filters*2
        - linear: 10
      space:
        learning-rate: log 1e-3..1e-1
        optimizer: [adam, sgd: {momentum: 0.9}]
        loss: [cross-entropy, cross-entropy: {label-smoothing: 0.1}]
        depth: 1..6
        filters: [2, 4]
        activation: [relu, tanh]
        batch-norm: [true, false]
        batch-size: [20, 40]
      search:
        halving: {trials: 9, factor: 3, first: 2}
      epochs: 4
      """;

  @TempDir Path folder;

  @Test
  void aKilledSearchGoesOnWithoutRunningATrialAgain() throws IOException, InterruptedException {
    Path plan = folder.resolve("small.yaml");
    Files.writeString(plan, PLAN);
    Path run = folder.resolve("run");
    Path said = folder.resolve("said.txt");
    Process process =
        new ProcessBuilder(command(plan, run))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    while (process.isAlive() && rows(run).size() < 4) {
      Thread.onSpinWait();
    }
    process.destroyForcibly();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isEqualTo(137);
    List<String> before = rows(run);
    assertThat(before).hasSizeBetween(4, 13);
    assertThat(run.resolve("report.html")).doesNotExist();

    Captured resumed = Captured.run("tune", "--resume", run.toString());
    assertThat(resumed.err()).isEmpty();
    assertThat(resumed.exitCode()).isZero();
    // Score and seconds of what was over are those of the first process, to the last digit.
    List<String> after = rows(run);
    assertThat(after).containsAll(before).hasSize(1 + 9 + 3);
    assertThat(resumed.out().lines().filter(line -> line.startsWith("trial ")))
        .hasSize(1 + 9 + 3 - before.size());
    assertThat(after.stream().filter(row -> row.split(",", -1)[1].equals("4"))).hasSize(3);

    assertThat(run.resolve("best/model.fovea")).isNotEmptyFile();
    assertThat(run.resolve("plots/trials.png")).isNotEmptyFile();
    assertThat(run.resolve("trials")).doesNotExist();
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("What was tried", "Test accuracy", "search.yaml");

    // The same search without a break gives the same scores.
    Path straight = folder.resolve("straight");
    Captured whole =
        Captured.run("tune", plan.toString(), "--out", straight.toString(), "--no-refit");
    assertThat(whole.err()).isEmpty();
    assertThat(scores(straight)).isEqualTo(scores(run));
    assertThat(straight.resolve("best")).doesNotExist();
  }

  /** All columns but the seconds, and the remarks on networks that cannot be built. */
  private static List<String> scores(Path run) throws IOException {
    return rows(run).stream()
        .map(row -> row.replaceFirst(",\\d+\\.\\d{3},(\"max_pool2d.*)?$", ""))
        .toList();
  }

  private static List<String> rows(Path run) throws IOException {
    Path table = run.resolve("trials.csv");
    return Files.exists(table) ? new ArrayList<>(Files.readAllLines(table)) : List.of();
  }

  private static List<String> command(Path plan, Path run) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-p",
        System.getProperty("jdk.module.path"),
        "-m",
        "dev.fovea.cli/dev.fovea.cli.Main",
        "tune",
        plan.toString(),
        "--side-by-side",
        "2",
        "--out",
        run.toString());
  }

  @Test
  void aSettingThatChangesNothingIsRefused() throws IOException {
    Path plan = folder.resolve("plan.yaml");
    Files.writeString(plan, PLAN.replace("depth: 1..6", "depth: 1..6\n  width: [1, 2]"));
    assertThat(Captured.run("tune", plan.toString()).err())
        .isEqualTo(
            """
            fovea: config: space.width changes nothing
              file:     %s
              expected: $width somewhere in the experiment
              hint:     or one of learning-rate, weight-decay, optimizer, loss, batch-size
            """
                .formatted(plan));
    Files.writeString(plan, PLAN.replace("  depth: 1..6\n", ""));
    assertThat(Captured.run("tune", plan.toString()).err())
        .isEqualTo(
            """
            fovea: config: $depth is not in the space
              file:  %s
              known: activation, batch-norm, batch-size, filters, learning-rate, loss, optimizer
            """
                .formatted(plan));
    Files.writeString(plan, PLAN.replace("log 1e-3..1e-1", "log 0..1e-1"));
    assertThat(Captured.run("tune", plan.toString()).err())
        .isEqualTo(
            """
            fovea: config: space.learning-rate cannot be used
              file:    %s, line 19
              because: log: expected 0 < low < high but was 0.0..0.1
            """
                .formatted(plan));
    Files.writeString(plan, PLAN.replace("halving:", "halfing:"));
    assertThat(Captured.run("tune", plan.toString()).err())
        .contains("unknown search halfing", "did you mean: halving");
  }

  @Test
  void withoutAValidationSetThereIsNothingToCompareBy() throws IOException {
    Path plan = folder.resolve("plan.yaml");
    Files.writeString(plan, PLAN.replace("  validation: 0.2\n", ""));
    assertThat(Captured.run("tune", plan.toString(), "--out", folder + "/none").err())
        .isEqualTo(
            "fovea: tune: val_accuracy needs a validation set; write data: {validation: 0.1}\n");
  }
}
