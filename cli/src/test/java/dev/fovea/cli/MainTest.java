package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.cli.config.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Usage, help and errors: nothing here trains. */
class MainTest {
  @TempDir Path folder;

  @Test
  void helpListsTheCommandsAndShowsExamples() {
    Captured said = Captured.run("--help");
    assertThat(said.exitCode()).isZero();
    assertThat(said.err()).isEmpty();
    assertThat(said.out())
        .startsWith("Usage: fovea [-hV] [--debug] COMMAND\n")
        .contains(
            "\n  train ",
            "\n  evaluate ",
            "\n  predict ",
            "\n  summary ",
            "\n  convert ",
            "\n  data ",
            "\n  tune ",
            "\n  recipes ")
        .contains("  fovea train mnist-cnn --data mnist     the same with real handwriting\n");
    assertThat(said.out().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void everyCommandHasHelp() {
    for (String command :
        new String[] {
          "train", "evaluate", "predict", "summary", "convert", "data", "tune", "recipes"
        }) {
      Captured said = Captured.run(command, "--help");
      assertThat(said.exitCode()).isZero();
      assertThat(said.out()).startsWith("Usage: fovea " + command).contains("\nExamples:\n");
      assertThat(said.out().lines())
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }
  }

  @Test
  void versionNamesFoveaAndJava() {
    Captured said = Captured.run("--version");
    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).startsWith("fovea ").contains("Java " + Runtime.version());
  }

  @Test
  void recipesAreListed() {
    Captured said = Captured.run("recipes");
    assertThat(said.exitCode()).isZero();
    List<String> lines = said.out().lines().toList();
    assertThat(lines).hasSameSizeAs(Recipe.NAMES);
    for (int i = 0; i < lines.size(); i++) {
      // The name, at least two spaces, a sentence.
      assertThat(lines.get(i)).matches(Recipe.NAMES.get(i) + " {2,}[A-Z].*\\.");
    }
    assertThat(Recipe.NAMES)
        .contains("mnist-cnn", "mlp-classifier", "nearest-neighbor", "slow-earthquake");
  }

  @Test
  void unknownRecipeNamesTheNearest() {
    Captured said = Captured.run("train", "mnist-cn");
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err())
        .isEqualTo(
            """
            fovea: unknown recipe mnist-cn
              did you mean: mnist-cnn
              recipes:      %s
              hint:         a configuration of your own ends in .yaml
            """
                .formatted(String.join(", ", Recipe.NAMES)));
  }

  @Test
  void unknownCommandAndOptionNameTheNearest() {
    Captured command = Captured.run("trian");
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.err())
        .isEqualTo(
            """
            fovea: Unmatched argument at index 0: 'trian'
              did you mean: train
              see:  fovea --help
            """);
    Captured option = Captured.run("train", "mnist-cnn", "--epocs=3");
    assertThat(option.exitCode()).isEqualTo(2);
    assertThat(option.err())
        .isEqualTo(
            """
            fovea: Unknown option: '--epocs=3'
              did you mean: --epochs
              see:  fovea train --help
            """);
  }

  @Test
  void numbersOutOfRangeAreWrongUsage() {
    Captured said = Captured.run("train", "mnist-cnn", "--epochs", "0");
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err()).isEqualTo("fovea: --epochs: expected at least 1 but was 0\n");
    assertThat(Captured.run("train", "mnist-cnn", "--epochs", "many").exitCode()).isEqualTo(2);
  }

  @Test
  void unknownBackendIsWrongUsage() {
    Path out = folder.resolve("run");
    Captured said =
        Captured.run("train", "mnist-cnn", "--backend", "abacus", "--out", out.toString());
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err())
        .isEqualTo("fovea: --backend: expected one of [vector, scalar] but was abacus\n");
    assertThat(out).doesNotExist();
  }

  @Test
  void folderThatHoldsSomethingIsRefused() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "mine");
    Captured said = Captured.run("train", "mnist-cnn", "--out", folder.toString());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .isEqualTo(
            """
            fovea: run: the folder is not empty
              out:  %s
              hint: name a new folder, or remove this one first
            """
                .formatted(folder));
    assertThat(folder).isDirectoryContaining(file -> file.endsWith("mine.txt"));
  }

  @Test
  void missingDataFilesAreNamed() {
    Path out = folder.resolve("run");
    Captured said =
        Captured.run("train", "mnist-cnn", "--data", folder.toString(), "--out", out.toString());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .startsWith("fovea: mnist: files are missing\n  folder:     " + folder + "\n")
        .contains("looked for: train-images-idx3-ubyte or train-images-idx3-ubyte.gz");
    assertThat(out).doesNotExist();
  }

  @Test
  void unknownKeyNamesFileLineAndNearest() throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        """
        epochs: 1
        data:
          format: synthetic-digits
          train: 100
          test: 50
        layers: [flatten, linear: 10]
        optimizer:
          adam:
            learnig-rate: 0.1
        """);
    Captured said = Captured.run("train", file.toString());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .isEqualTo(
            """
            fovea: config: unknown key learnig-rate
              file:         %s, line 9
              in:           optimizer.adam
              did you mean: learning-rate
              known:        learning-rate, weight-decay, betas, epsilon, amsgrad, groups, no-decay, clip-norm, clip-value
            """
                .formatted(file));
  }

  @Test
  void brokenYamlNamesTheLine() throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, "epochs: 1\nlayers: [flatten\nseed: 3\n");
    Captured said = Captured.run("train", file.toString());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .startsWith("fovea: config: this is no YAML\n")
        .contains(file + ", line 3");
  }

  @Test
  void unknownLayerNamesTheNearestAndTheLine() throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        """
        epochs: 1
        data: {format: synthetic-digits, train: 100, test: 50}
        layers:
          - flatten
          - liner: 10
        """);
    Captured said = Captured.run("summary", file.toString());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err()).contains("liner", "linear", file + ", line 5");
  }

  @Test
  void wrongValuesNameWhatWasExpected() throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        """
        epochs: twenty
        data: {format: synthetic-digits, train: 100, test: 50}
        layers: [flatten, linear: 10]
        """);
    assertThat(Captured.run("train", file.toString()).err())
        .isEqualTo(
            """
            fovea: config: epochs cannot be used
              file:     %s, line 1
              expected: a whole number of at least 1
              found:    twenty
            """
                .formatted(file));
  }

  @Test
  void summaryShowsThePublishedFigures() {
    Captured said = Captured.run("summary", "mnist-cnn");
    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).contains("208\n", "3,216\n", "2,570\n", "5,994\n");
    assertThat(Captured.run("summary", "mnist-logistic").out()).contains("7,850\n");
    assertThat(Captured.run("summary", "har-cnn").out()).contains("776\n", "2,358\n", "3,134\n");
    assertThat(Captured.run("summary", "cifar-mlp").out()).contains("828,490\n");
    assertThat(Captured.run("summary", "lenet").out()).contains("61,706\n");
    assertThat(Captured.run("summary", "convnetquake").out()).contains("[N, 32, 4]", "22,306\n");
  }

  @Test
  void modelThatIsNotThereIsNamed() {
    Path missing = folder.resolve("none.fovea");
    Captured said = Captured.run("evaluate", missing.toString());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .isEqualTo("fovea: model: no such file or run folder\n  looked for: " + missing + "\n");
  }

  @Test
  void stackTraceIsShownOnlyWithDebug() {
    String missing = folder.resolve("none.fovea").toString();
    assertThat(Captured.run("evaluate", missing).err()).doesNotContain("\tat ");
    assertThat(Captured.run("evaluate", missing, "--debug").err())
        .contains("\tat ")
        .contains("EvaluateCommand");
  }
}
