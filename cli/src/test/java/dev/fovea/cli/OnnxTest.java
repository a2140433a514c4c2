package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.files.StoredType;
import dev.fovea.files.TensorSource;
import dev.fovea.files.safetensors.SafetensorsFile;
import dev.fovea.formats.ModelCard;
import dev.fovea.formats.ModelFile;
import dev.fovea.formats.onnx.OnnxFile;
import dev.fovea.nn.network.Sequential;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on ONNX files. */
class OnnxTest {
  @TempDir Path folder;
  private final Sequential model =
      Sequential.input(1, 6, 6).conv2d(2, 3).relu().flatten().linear(3).softmax().build(Seed.of(1));

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private static String said(String... arguments) {
    Captured said = Captured.run(arguments);
    assertThat(said.err()).isEmpty();
    assertThat(said.exitCode()).isZero();
    return Objects.requireNonNull(said.out());
  }

  /** From a model file to ONNX, into a model file, to ONNX again: the same bits. */
  @Test
  void modelsGoRound() throws IOException {
    ModelFile.save(Path.of(at("a.fovea")), model, ModelCard.empty());
    assertThat(said("convert", at("a.fovea"), at("b.onnx")))
        .isEqualTo(at("b.onnx") + ": 4 tensors\n");
    assertThat(said("convert", at("b.onnx"), at("c.fovea")))
        .isEqualTo(at("c.fovea") + ": 5 nodes, 4 tensors\n");
    said("convert", at("c.fovea"), at("d.onnx"));
    Tensor x = Tensor.ones(2, 1, 6, 6);
    float[] expected = model.predict(x).toFloatArray();
    assertThat(ModelFile.load(Path.of(at("c.fovea"))).model().predict(x).toFloatArray())
        .containsExactly(expected);
    assertThat(Files.mismatch(Path.of(at("b.onnx")), Path.of(at("d.onnx")))).isEqualTo(-1);
  }

  @Test
  void weightsGoIntoContainersUnderTheirNames() throws IOException {
    OnnxFile.write(Path.of(at("a.onnx")), model);
    said("convert", at("a.onnx"), at("w.safetensors"), "--half", "--rename", "^linear1=head");
    try (TensorSource source = SafetensorsFile.open(Path.of(at("w.safetensors")))) {
      assertThat(source.tensors().keySet())
          .containsExactlyInAnyOrder("conv1.weight", "conv1.bias", "head.weight", "head.bias");
      assertThat(source.tensor("head.weight").type()).isEqualTo(StoredType.F16);
    }
    said("convert", at("a.onnx"), at("half.onnx"), "--half");
    assertThat(OnnxFile.read(Path.of(at("half.onnx"))).allParameters()).hasSize(4);
  }

  @Test
  void theSummaryNamesOperators() throws IOException {
    OnnxFile.write(Path.of(at("a.onnx")), model);
    assertThat(said("summary", at("a.onnx")))
        .contains("conv1 (Conv)        [N, 2, 4, 4]          20\n", "softmax1 (Softmax)", "119");
  }

  /** A last softmax is not taken twice. */
  @Test
  void anImageIsToldApart() throws IOException {
    OnnxFile.write(Path.of(at("a.onnx")), model);
    ModelFile.save(Path.of(at("a.fovea")), model, ModelCard.empty());
    BufferedImage image = new BufferedImage(6, 6, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(3, 3, 0, 200);
    ImageIO.write(image, "png", Path.of(at("image.png")).toFile());
    assertThat(said("predict", at("a.onnx"), at("image.png"), "--scale", "1/255"))
        .isEqualTo(said("predict", at("a.fovea"), at("image.png"), "--scale", "1/255"));
  }

  @Test
  void whatIsNotKnownIsSaid() throws IOException {
    Files.write(Path.of(at("b.onnx")), new byte[] {8, 7, 58, 0});
    Captured said = Captured.run("summary", at("b.onnx"));
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err()).startsWith("fovea: onnx: ").contains("file:", at("b.onnx"));
  }

  /** The accuracies that others state, from the shell. */
  @Test
  void digitsAreJudged() {
    assertThat(judged("pcelis_mnist_cnn.onnx", "--scale", "1/255"))
        .contains("test accuracy  94.73 %");
    assertThat(judged("mnist-8.onnx", "--scale", "1")).contains("test accuracy  98.91 %");
  }

  private static String judged(String model, String... options) {
    String data = System.getenv("FOVEA_DATA");
    assumeTrue(data != null, "FOVEA_DATA is not set: no real files here");
    Path root = Path.of(Objects.requireNonNull(data));
    return said(
        "evaluate",
        root.resolve("models/onnx").resolve(model).toString(),
        "--data",
        root.resolve("mnist").toString(),
        options[0],
        options[1]);
  }
}
