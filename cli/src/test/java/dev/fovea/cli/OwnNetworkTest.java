package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Seed;
import dev.fovea.data.Dataset;
import dev.fovea.data.idx.IdxType;
import dev.fovea.data.idx.IdxWriter;
import dev.fovea.data.synthetic.SyntheticDigits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own YAML on a user's own idx files. */
class OwnNetworkTest {
  private static final Path EXAMPLE = Path.of("../examples/fashion-mnist.yaml");

  @TempDir Path folder;

  @Test
  void theExampleOfTheGuideTrains() throws IOException {
    Path data = folder.resolve("clothes");
    Files.createDirectories(data);
    write(SyntheticDigits.of(Seed.of(5)).train(300), data, "train");
    write(SyntheticDigits.of(Seed.of(5)).test(60), data, "t10k");
    Path run = folder.resolve("run");
    Captured said =
        Captured.run(
            "train",
            EXAMPLE.toString(),
            "--data",
            data.toString(),
            "--epochs",
            "1",
            "--out",
            run.toString());
    assertThat(said.err()).isEmpty();
    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).contains("270 to train, 30 held out to validate, 60 to test");
    assertThat(Files.readString(run.resolve("config.yaml")))
        .contains("path: " + data + "\n", "- t-shirt\n", "cosine");
    assertThat(Captured.run("evaluate", run.toString()).out()).contains("\nsneaker ");
  }

  @Test
  void filesNamedOneByOneAreFoundBesideTheConfiguration() throws IOException {
    write(SyntheticDigits.of(Seed.of(5)).train(100), folder, "train");
    write(SyntheticDigits.of(Seed.of(5)).test(40), folder, "t10k");
    Path config = folder.resolve("mine.yaml");
    Files.writeString(
        config,
        """
        epochs: 1
        batch-size: 25
        data:
          format: idx
          train: {inputs: train-images-idx3-ubyte, labels: train-labels-idx1-ubyte}
          test: {inputs: t10k-images-idx3-ubyte, labels: t10k-labels-idx1-ubyte}
          scale: 1/255
          validation: test
        layers: [flatten, linear: 10]
        optimizer:
          sgd: {learning-rate: 0.1, momentum: 0.9, nesterov: true, clip-norm: 1}
        schedule:
          warm-up: {epochs: 1, start: 0.5}
        early-stopping: {figure: val_loss, patience: 2}
        """);
    Captured said =
        Captured.run("train", config.toString(), "--out", folder.resolve("run").toString());
    assertThat(said.err()).isEmpty();
    assertThat(said.out())
        .contains("100 to train, validated with the test set, 40 to test; 10 classes");
  }

  @Test
  void keysOfOlderConfigurationsAreUnderstood() throws IOException {
    write(SyntheticDigits.of(Seed.of(5)).train(100), folder, "train");
    write(SyntheticDigits.of(Seed.of(5)).test(40), folder, "t10k");
    Path config = folder.resolve("mine.yaml");
    Files.writeString(
        config,
        """
        epochs: 1
        data:
          format: idx
          train-images: train-images-idx3-ubyte
          train-labels: train-labels-idx1-ubyte
          test-images: t10k-images-idx3-ubyte
          test-labels: t10k-labels-idx1-ubyte
        layers: [flatten, linear: 10]
        """);
    Path run = folder.resolve("run");
    Captured said = Captured.run("train", config.toString(), "--out", run.toString());
    assertThat(said.err()).isEmpty();
    assertThat(said.out()).contains("100 to train, no validation, 40 to test; 10 classes");
    Files.writeString(
        config, "epochs: 1\ndata: {format: idx, folder: .}\nlayers: [flatten, linear: 10]\n");
    Captured summary = Captured.run("summary", config.toString());
    assertThat(summary.err()).isEmpty();
    assertThat(summary.out()).contains("7,850\n");
  }

  @Test
  void imagesOfAnotherShapeAreRefused() throws IOException {
    write(SyntheticDigits.of(Seed.of(5)).train(20), folder, "train");
    write(SyntheticDigits.of(Seed.of(5)).test(20), folder, "t10k");
    Path config = folder.resolve("mine.yaml");
    Files.writeString(
        config,
        """
        epochs: 1
        data: {format: idx, folder: ., shape: [1, 32, 32]}
        layers: [flatten, linear: 10]
        """);
    Captured said =
        Captured.run("train", config.toString(), "--out", folder.resolve("run").toString());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .startsWith("fovea: idx: the examples have the wrong shape\n")
        .contains("expected: [1, 32, 32]", "found:    [1, 28, 28]");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void configurationWithoutDataAsksForIt() throws IOException {
    Captured said = Captured.run("train", EXAMPLE.toString());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .startsWith("fovea: config: data.path is missing\n")
        .contains("fashion-mnist.yaml, line ", "--data PATH");
    assertThat(Captured.run("summary", EXAMPLE.toString()).out()).contains("105,866\n");
  }

  private static void write(Dataset set, Path folder, String part) throws IOException {
    int size = set.size();
    float[] pixels = set.all().inputs().toFloatArray();
    byte[] images = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      images[i] = (byte) Math.round(pixels[i]);
    }
    byte[] labels = new byte[size];
    for (int i = 0; i < size; i++) {
      labels[i] = (byte) set.classTargets().label(i);
    }
    IdxWriter.write(
        folder.resolve(part + "-images-idx3-ubyte"), IdxType.UBYTE, List.of(size, 28, 28), images);
    IdxWriter.write(
        folder.resolve(part + "-labels-idx1-ubyte"), IdxType.UBYTE, List.of(size), labels);
  }
}
