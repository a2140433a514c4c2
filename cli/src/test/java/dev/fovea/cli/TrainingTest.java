package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.data.Dataset;
import dev.fovea.data.synthetic.SyntheticDigits;
import dev.fovea.formats.ModelFile;
import dev.fovea.formats.SavedModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small real training, and what can be done with what it leaves behind. */
class TrainingTest {
  private static final String CONFIG =
      """
      name: small
      seed: 7
      epochs: 2
      batch-size: 20
      data:
        format: synthetic-digits
        train: 400
        test: 100
        seed: 3
        scale: 1/255
        validation: 0.1
      layers:
        - conv2d: {out: 4, kernel: 5}
        - relu
        - maxpool2d: 4
        - flatten
        - dropout: 0.2
        - linear: 10
      """;

  @TempDir static Path folder;
  private static Path run = Path.of("");
  private static Captured training = new Captured(-1, "", "");

  @BeforeAll
  static void train() throws IOException {
    Path config = folder.resolve("small.yaml");
    Files.writeString(config, CONFIG);
    run = folder.resolve("run");
    training = Captured.run("train", config.toString(), "--out", run.toString());
  }

  @Test
  void saysWhatItDoes() {
    assertThat(training.err()).isEmpty();
    assertThat(training.exitCode()).isZero();
    assertThat(training.out())
        .startsWith("Training small\n  backend  vector: ")
        .contains("  data     synthetic digits, drawn by Fovea itself\n")
        .contains("360 to train, 40 held out to validate, 100 to test; 10 classes")
        .contains("\nepoch 1/2  loss ", "\nepoch 2/2  loss ", " examples/s\n")
        .contains("\ntest accuracy  ")
        .doesNotContain("\u001b");
  }

  @Test
  void leavesACompleteFolder() throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "config.yaml",
              "history.csv",
              "metrics.json",
              "model.fovea",
              "checkpoints",
              "plots",
              "report.html");
    }
    try (Stream<Path> plots = Files.list(run.resolve("plots"))) {
      assertThat(plots.map(file -> file.getFileName().toString()))
          .contains(
              "accuracy.svg",
              "accuracy.png",
              "loss.svg",
              "examples.png",
              "classes.svg",
              "confusion-matrix.png",
              "filters.svg",
              "activations.png");
    }
    assertThat(run.resolve("checkpoints/epoch-0002.fovea")).exists();
    assertThat(run.resolve("checkpoints/best.fovea")).exists();
  }

  @Test
  void historyHasALineAnEpoch() throws IOException {
    List<String> lines = Files.readAllLines(run.resolve("history.csv"));
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst())
        .isEqualTo("epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,seconds");
    assertThat(lines.get(2)).startsWith("2,");
  }

  @Test
  void metricsNameTheSets() throws IOException {
    JsonNode metrics = JsonMapper.shared().readTree(run.resolve("metrics.json").toFile());
    assertThat(metrics.propertyNames()).containsExactly("train", "validation", "test");
    assertThat(metrics.path("test").path("examples").asInt()).isEqualTo(100);
    assertThat(metrics.path("test").path("accuracy").asDouble()).isBetween(0.1, 1.0);
    assertThat(metrics.path("test").path("loss").asDouble()).isPositive();
  }

  @Test
  void reportShowsTheRun() throws IOException {
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("<title>small", "Confusion matrix", "Filters of conv1", "Provenance", "sha-256");
  }

  @Test
  void itsConfigurationGivesTheSameBitsWithAnyNumberOfThreads() throws IOException {
    Path again = folder.resolve("again");
    Captured said =
        Captured.run(
            "train",
            run.resolve("config.yaml").toString(),
            "--threads",
            "3",
            "--out",
            again.toString());
    assertThat(said.err()).isEmpty();
    SavedModel first = ModelFile.load(run.resolve("model.fovea"));
    SavedModel second = ModelFile.load(again.resolve("model.fovea"));
    Map<String, Tensor> weights = second.model().snapshot();
    first
        .model()
        .snapshot()
        .forEach((path, value) ->
            assertThat(weights.get(path))
                .extracting(Tensor::toFloatArray)
                .isEqualTo(value.toFloatArray()));
    assertThat(again.resolve("metrics.json")).hasSameTextualContentAs(run.resolve("metrics.json"));
    assertThat(again.resolve("config.yaml")).hasSameTextualContentAs(run.resolve("config.yaml"));
  }

  @Test
  void goesOnFromACheckpointAsIfItHadNeverStopped() throws IOException {
    Path straight = folder.resolve("straight");
    Path broken = folder.resolve("broken");
    String config = run.resolve("config.yaml").toString();
    Captured.run("train", config, "--epochs", "3", "--out", straight.toString());
    Captured.run("train", config, "--epochs", "1", "--out", broken.toString());
    Captured said = Captured.run("train", "--resume", broken.toString(), "--epochs", "3");
    assertThat(said.err()).isEmpty();
    assertThat(said.out()).contains("continuing after epoch 1\n");
    assertThat(broken.resolve("metrics.json"))
        .hasSameTextualContentAs(straight.resolve("metrics.json"));
    assertThat(broken.resolve("history.csv").toFile()).content().hasLineCount(4);
    assertThat(Captured.run("train", "--resume", broken.toString()).err())
        .isEqualTo("fovea: --resume: all 3 epochs are done; a larger --epochs trains on\n");
  }

  @Test
  void evaluatesToTheSameFigures() throws IOException {
    JsonNode metrics = JsonMapper.shared().readTree(run.resolve("metrics.json").toFile());
    Captured said = Captured.run("evaluate", run.toString());
    assertThat(said.err()).isEmpty();
    assertThat(said.out())
        .contains(
            "test accuracy  "
                + NumberFormat.percent(metrics.path("test").path("accuracy").asDouble())
                + "  (loss "
                + NumberFormat.loss(metrics.path("test").path("loss").asDouble()));
  }

  @Test
  void predictsWhatAnImageShows() throws IOException {
    Path image = folder.resolve("digit.png");
    write(SyntheticDigits.of(Seed.of(3)).test(1), image);
    Captured said =
        Captured.run(
            "predict", run.resolve("model.fovea").toString(), image.toString(), "--top", "10");
    assertThat(said.err()).isEmpty();
    assertThat(said.out()).startsWith(image + "  ");
    List<String> lines = said.out().lines().skip(1).toList();
    assertThat(lines).hasSize(10);
    double sum =
        lines.stream()
            .mapToDouble(line -> Double.parseDouble(line.strip().split(" +", -1)[1]))
            .sum();
    assertThat(sum).isBetween(99.9, 100.1);
  }

  @Test
  void imageOfAnotherSizeIsRefusedUnlessResized() throws IOException {
    Path image = folder.resolve("large.png");
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
    Captured refused = Captured.run("predict", run.toString(), image.toString());
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            """
            fovea: image: the size does not fit the network
              file:     %s
              expected: 28 x 28 pixels
              found:    40 x 30 pixels
              hint:     --resize fits it
            """
                .formatted(image));
    assertThat(Captured.run("predict", run.toString(), image.toString(), "--resize").exitCode())
        .isZero();
  }

  @Test
  void whatIsNoImageIsRefused() throws IOException {
    Path text = folder.resolve("text.png");
    Files.writeString(text, "no image");
    Captured said = Captured.run("predict", run.toString(), text.toString());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .isEqualTo(
            """
            fovea: image: this is no image
              file:     %s
              expected: PNG, JPEG, WebP, GIF or BMP
            """
                .formatted(text));
  }

  @Test
  void softmaxBeforeTheLossIsWarnedOf() throws IOException {
    Path config = folder.resolve("softmax.yaml");
    Files.writeString(config, CONFIG + "  - softmax\n");
    Captured said =
        Captured.run(
            "train",
            config.toString(),
            "--epochs",
            "1",
            "--out",
            folder.resolve("softmax").toString());
    assertThat(said.exitCode()).isZero();
    assertThat(said.err()).startsWith("warning: ").contains("the model ends in Softmax");
  }

  private static void write(Dataset set, Path file) throws IOException {
    float[] pixels = set.batch(0).inputs().toFloatArray();
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < pixels.length; i++) {
      image.getRaster().setSample(i % 28, i / 28, 0, Math.round(pixels[i]));
    }
    ImageIO.write(image, "png", file.toFile());
  }
}
