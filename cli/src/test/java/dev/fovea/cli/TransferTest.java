package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.files.NamedTensors;
import dev.fovea.files.pytorch.PyTorchFile;
import dev.fovea.formats.ModelFile;
import dev.fovea.formats.SavedModel;
import dev.fovea.nn.models.ResNetCifar;
import dev.fovea.nn.network.Sequential;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trained network moved to another task, from YAML. */
@Tag("slow")
class TransferTest {
  private static final String CLASSES = "[airplane, bird, deer]";

  @TempDir Path folder;
  private Path weights;

  @BeforeEach
  void makeFiles() throws IOException {
    Files.write(folder.resolve("data_batch_1.bin"), pictures(60));
    Files.write(folder.resolve("test_batch.bin"), pictures(30));
    weights = folder.resolve("resnet8.th");
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    ResNetCifar.of(8, 10, Seed.of(3))
        .snapshot()
        .forEach((name, tensor) -> tensors.put("state_dict.module." + name, tensor));
    PyTorchFile.write(weights, NamedTensors.of(tensors));
  }

  /** Pictures in CIFAR's form, of ten classes in turn; each class has a brightness of its own. */
  private static byte[] pictures(int count) {
    byte[] bytes = new byte[count * 3073];
    for (int i = 0; i < bytes.length; i++) {
      int picture = i / 3073;
      int label = picture % 10;
      bytes[i] = (byte) (i % 3073 == 0 ? label : label * 20 + (i * 31 + picture) % 17);
    }
    return bytes;
  }

  private Path config(String network) throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        """
        data:
          format: cifar10
          path: .
          keep-classes: %s
          scale: 1/255
          validation: test
        epochs: 2
        batch-size: 6
        """
                .formatted(CLASSES)
            + network);
    return file;
  }

  private static final String MOVED =
      """
      model: {resnet-cifar: {depth: 8, classes: 10}}
      pretrained: resnet8.th
      replace: {linear: {linear: 3}}
      freeze: "*"
      unfreeze: linear
      optimizer:
        adam: {learning-rate: 0.01, groups: {"layer*": {learning-rate-factor: 0.1}}}
      """;

  private Captured train(String network, String... more) throws IOException {
    String[] arguments = new String[4 + more.length];
    arguments[0] = "train";
    arguments[1] = config(network).toString();
    arguments[2] = "--out";
    arguments[3] = folder.resolve("run").toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Captured.run(arguments);
  }

  private void refused(String network, String message) throws IOException {
    Captured said = train(network);
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err()).isEqualTo("fovea: " + message + "\n");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  private Sequential model(Path run) throws IOException {
    SavedModel saved = ModelFile.load(run.resolve("model.fovea"));
    return (Sequential) saved.model();
  }

  private static Param parameter(Sequential network, String name) {
    return Objects.requireNonNull(network.stateDict().get(name), name);
  }

  // ---- a whole run ----

  @Test
  void frozenNetworkLearnsByItsHeadAndLeavesACompleteRun() throws IOException {
    Captured said = train(MOVED);
    assertThat(said.err()).isEmpty();
    assertThat(said.exitCode()).isZero();
    assertThat(said.out())
        .contains(
            "18 to train, validated with the test set, 9 to test; 3 classes, shape [3, 32, 32]\n")
        .contains("weights from " + weights + "\n")
        .containsPattern("  (\\d+) of \\1 parameters and buffers taken, none missing, none unexpec")
        .contains("frozen up to avgpool: what it makes of each example is computed once\n")
        .contains("epoch 2/2  loss ");
    Path run = folder.resolve("run");
    Sequential moved = model(run);
    Sequential before = ResNetCifar.of(8, 10, Seed.of(3));
    assertThat(parameter(moved, "layer3.0.conv2.weight").value().toFloatArray())
        .isEqualTo(parameter(before, "layer3.0.conv2.weight").value().toFloatArray());
    assertThat(parameter(moved, "linear.weight").shape().dims()).containsExactly(3, 64);
    assertThat(parameter(moved, "linear.weight").trainable()).isTrue();
    assertThat(parameter(moved, "conv1.weight").trainable()).isFalse();
    assertThat(Files.readString(run.resolve("config.yaml")))
        .contains("file: " + weights + "\n", "sha-256: ", "resnet-cifar:", "keep-classes:");
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("pretrained weights", "sha-256");
    assertThat(run.resolve("plots/filters.svg")).isRegularFile();
    assertThat(run.resolve("plots/confusion-matrix.png")).isRegularFile();

    Captured judged = Captured.run("evaluate", run.toString());
    assertThat(judged.err()).isEmpty();
    String accuracy = said.out().replaceFirst("(?s).*test accuracy +([0-9.]+ %).*", "$1");
    assertThat(judged.out()).contains("9 test examples").contains(accuracy);
    Path picture = folder.resolve("picture.png");
    ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    assertThat(Captured.run("predict", run.toString(), picture.toString()).out())
        .containsPattern("picture.png  (airplane|bird|deer)\n");
    // A checkpoint is the whole network too.
    Captured best =
        Captured.run(
            "predict", run.resolve("checkpoints/best.fovea").toString(), picture.toString());
    assertThat(best.err()).isEmpty();
    assertThat(best.exitCode()).isZero();
  }

  @Test
  void configurationOfARunRepeatsIt() throws IOException {
    assertThat(train(MOVED).exitCode()).isZero();
    Path first = folder.resolve("run");
    Path second = folder.resolve("again");
    Captured again =
        Captured.run("train", first.resolve("config.yaml").toString(), "--out", second.toString());
    assertThat(again.err()).isEmpty();
    assertThat(second.resolve("config.yaml")).hasSameTextualContentAs(first.resolve("config.yaml"));
    model(first)
        .stateDict()
        .forEach((name, parameter) -> {
          try {
            assertThat(parameter(model(second), name).value().toDoubleArray())
                .as(name)
                .isEqualTo(parameter.value().toDoubleArray());
          } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
          }
        });
    // Other weights under the same name are no repetition.
    SequencedMap<String, Tensor> others = new LinkedHashMap<>();
    others.putAll(ResNetCifar.of(8, 10, Seed.of(4)).snapshot());
    PyTorchFile.write(weights, NamedTensors.of(others));
    Captured changed =
        Captured.run(
            "train",
            first.resolve("config.yaml").toString(),
            "--out",
            folder.resolve("third").toString());
    assertThat(changed.exitCode()).isEqualTo(1);
    assertThat(changed.err())
        .startsWith("fovea: config: the pretrained weights are not those they were\n")
        .contains("expected: SHA-256 ", "found:    SHA-256 ");
  }

  @Test
  void frozenRunGoesOnToTheSameBitsWithoutTheFileOfWeights() throws IOException {
    assertThat(train(MOVED, "--epochs", "4").exitCode()).isZero();
    Path whole = folder.resolve("run");
    Path broken = folder.resolve("broken");
    Captured.run("train", config(MOVED).toString(), "--out", broken.toString(), "--epochs", "2");
    Files.delete(weights);
    Captured on = Captured.run("train", "--resume", broken.toString(), "--epochs", "4");
    assertThat(on.err()).isEmpty();
    assertThat(on.out()).contains("continuing after epoch 2\n", "epoch 4/4 ");
    assertThat(parameter(model(broken), "linear.weight").value().toFloatArray())
        .isEqualTo(parameter(model(whole), "linear.weight").value().toFloatArray());
    assertThat(Files.readString(broken.resolve("config.yaml"))).contains("sha-256: ");
  }

  @Test
  void unfrozenNetworkIsTunedAsAWhole() throws IOException {
    Captured said =
        train(
            """
            model: {resnet-cifar: {depth: 8}}
            pretrained: resnet8.th
            replace: {linear: [dropout: 0.1, linear: 3]}
            optimizer:
              adam: {groups: {conv1: {learning-rate-factor: 0}, "layer*": {learning-rate-factor: 0.1}}}
            """,
            "--epochs",
            "1");
    assertThat(said.err()).isEmpty();
    assertThat(said.out()).doesNotContain("frozen up to");
    Sequential tuned = model(folder.resolve("run"));
    Sequential before = ResNetCifar.of(8, 10, Seed.of(3));
    assertThat(parameter(tuned, "conv1.weight").value().toFloatArray())
        .isEqualTo(parameter(before, "conv1.weight").value().toFloatArray());
    assertThat(parameter(tuned, "layer3.0.conv2.weight").value().toFloatArray())
        .isNotEqualTo(parameter(before, "layer3.0.conv2.weight").value().toFloatArray());
    assertThat(tuned.stateDict()).containsKey("linear.linear1.weight");
  }

  @Test
  void ownNetworkStartsFromARun() throws IOException {
    String own = "layers: [conv2d: {out: 4, kernel: 5, stride: 2}, relu, flatten, linear: %d]\n";
    assertThat(train(own.formatted(3), "--epochs", "1").exitCode()).isZero();
    Path second = folder.resolve("second");
    Path config = config(own.formatted(3) + "replace: {linear1: {linear: 3}}\nfreeze: conv1\n");
    Captured said =
        Captured.run(
            "train",
            config.toString(),
            "--pretrained",
            folder.resolve("run").toString(),
            "--epochs",
            "1",
            "--out",
            second.toString());
    assertThat(said.err()).isEmpty();
    // More numbers would be kept than the pictures have: the body is computed in each epoch.
    assertThat(said.out()).contains("4 of 4 parameters").doesNotContain("computed once");
    assertThat(parameter(model(second), "conv1.weight").value().toFloatArray())
        .isEqualTo(parameter(model(folder.resolve("run")), "conv1.weight").value().toFloatArray());
  }

  @Test
  void grayPicturesAreMadeToFit() throws IOException {
    Path file = folder.resolve("gray.yaml");
    Files.writeString(
        file,
        """
        data: {format: synthetic-digits, train: 20, test: 10, pad: 2, channels: 3, scale: 1/255}
        model: {resnet-cifar: {depth: 8, classes: 10}}
        epochs: 1
        batch-size: 10
        """);
    Path run = folder.resolve("run");
    Captured said = Captured.run("train", file.toString(), "--out", run.toString());
    assertThat(said.err()).isEmpty();
    assertThat(said.out()).contains("shape [3, 32, 32]");
    Path digit = folder.resolve("digit.png");
    ImageIO.write(new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY), "png", digit.toFile());
    Captured predicted = Captured.run("predict", run.toString(), digit.toString());
    assertThat(predicted.err()).isEmpty();
    assertThat(predicted.exitCode()).isZero();
    assertThat(Captured.run("evaluate", run.toString()).exitCode()).isZero();
    assertThat(Captured.run("summary", "../examples/transfer-fashion.yaml").out())
        .contains("layer3 (Sequential)        [N, 64, 8, 8] ");
    assertThat(Captured.run("summary", file.toString()).out()).contains("[N, 16, 32, 32]");
  }

  // ---- what goes wrong ----

  @Test
  void recipeWithoutWeightsSaysWhereToGetThem() throws IOException {
    Captured said =
        Captured.run(
            "train",
            "transfer-resnet20",
            "--data",
            folder.toString(),
            "--pretrained",
            folder.resolve("missing.th").toString(),
            "--out",
            folder.resolve("run").toString());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .isEqualTo(
            """
            fovea: config: the pretrained weights are missing
              file:       recipe transfer-resnet20, line 13
              looked for: %s
              hint:       --pretrained FILE names another file
            """
                .formatted(folder.resolve("missing.th")));
    assertThat(folder.resolve("run")).doesNotExist();
    assertThat(Captured.run("summary", "transfer-resnet20").out()).contains("270,773\n");
  }

  @Test
  void weightsMustFitToTheLast() throws IOException {
    Captured said = train(MOVED.replace("depth: 8", "depth: 14"));
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .startsWith("fovea: config: the pretrained weights cannot be used\n  file:    ")
        .contains("mine.yaml, line 10", "missing (", "layer1.1.conv1.weight");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void wrongKeysNameTheirPlace() throws IOException {
    String at = folder.resolve("mine.yaml").toString();
    refused(
        MOVED.replace("linear: {linear: 3}", "fc: {linear: 3}"),
        """
        config: there is no layer fc to replace
          file:  %s, line 11
          known: conv1, bn1, relu, layer1, layer2, layer3, avgpool, linear\
        """
            .formatted(at));
    refused(
        MOVED.replace("unfreeze: linear\n", ""),
        """
        config: nothing is left to train
          file: %s, line 12
          hint: unfreeze: names what is trained all the same\
        """
            .formatted(at));
    refused(
        MOVED.replace("{linear: 3}", "{linear: 2}"),
        """
        config: the network has not one output for each class
          file:     %s
          expected: 3 outputs
          found:    2 outputs\
        """
            .formatted(at));
    refused(
        MOVED.replace("depth: 8", "depth: 9"),
        """
        config: model.resnet-cifar.depth cannot be used
          file:     %s, line 9
          expected: 6n + 2, such as 20, 32 or 110
          found:    9\
        """
            .formatted(at));
    refused(
        MOVED.replace("resnet-cifar", "resnet-cifr"),
        """
        config: unknown model resnet-cifr
          file:         %s, line 9
          did you mean: resnet-cifar
          known:        resnet-cifar, resnet\
        """
            .formatted(at));
    refused(
        MOVED + "layers: [flatten]\n",
        """
        config: model and layers are both there
          file:     %s, line 16
          expected: a network of one or the other\
        """
            .formatted(at));
    assertThat(train(MOVED.replace("unfreeze: linear", "unfreeze: head")).err())
        .startsWith(
            "fovea: config: unfreeze: no parameter is called head\n  file:    " + at + ", line 13");
    assertThat(train(MOVED.replace("layer*", "block*")).err())
        .startsWith(
            "fovea: config: optimizer: no parameter is called block*\n  file:  "
                + at
                + ", line 14");
    assertThat(train(MOVED.replace("learning-rate-factor", "factor")).err())
        .contains("unknown key factor", "in:    optimizer.adam.groups.layer*");
  }

  @Test
  void wrongClassesNameTheirPlace() throws IOException {
    Path config = config(MOVED);
    Files.writeString(config, Files.readString(config).replace("deer]", "cow]"));
    Captured said = Captured.run("train", config.toString());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .startsWith(
            """
            fovea: config: data.keep-classes cannot be used
              file:    %s, line 4
              because: classes: there is no class cow
            """
                .formatted(config));
  }

  // ---- real files ----

  @Test
  void resNet20MovesToFiveClassesOfCifar() throws IOException {
    String data = System.getenv("FOVEA_DATA");
    assumeTrue(data != null, "FOVEA_DATA is not set: no real pictures here");
    Path file = Path.of(data, "models/pytorch/resnet20-12fca82f.th");
    assumeTrue(Files.exists(file), "FOVEA_DATA has no file " + file);
    Path run = folder.resolve("run");
    Captured said =
        Captured.run(
            "train",
            "transfer-resnet20",
            "--data",
            "cifar10",
            "--epochs",
            "3",
            "--out",
            run.toString());
    assertThat(said.err()).isEmpty();
    String metrics = Files.readString(run.resolve("metrics.json"));
    double accuracy =
        Double.parseDouble(
            metrics.replaceFirst("(?s).*\"test\".*?\"accuracy\"\\s*:\\s*([0-9.]+).*", "$1"));
    assertThat(accuracy).isGreaterThan(0.91);
  }
}
