package dev.fovea.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.files.numpy.NpyFile;
import dev.fovea.formats.RealImages;
import dev.fovea.nn.Pass;
import dev.fovea.nn.network.GraphNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Files that others made. Shown as skipped where the environment names no folder of data. */
@Tag("slow")
class RealOnnxTest {

  private static Path model(String name) {
    return RealImages.data("models/onnx").resolve(name);
  }

  private static Tensor mnist(double scale) throws IOException {
    return RealImages.mnist()
        .normalized(new float[] {0}, new float[] {(float) (1 / (255 * scale))});
  }

  /** Written by CNTK for one image at a time, with padding {@code SAME_UPPER}. */
  @Test
  void theMnistNetworkOfTheModelZoo() throws IOException {
    GraphNetwork net = OnnxFile.read(model("mnist-8.onnx"));
    judge(net, "mnist-8.onnx", mnist(1), 0.9891);
    assertThat(net.allParameters().keySet())
        .containsExactlyInAnyOrder(
            "Parameter5",
            "Parameter6",
            "Parameter87",
            "Parameter88",
            "Parameter193",
            "Parameter194");
  }

  /** Written by PyTorch with an open batch, the shape before the last layer computed. */
  @Test
  void aNetworkThatPyTorchExported() throws IOException {
    GraphNetwork net = OnnxFile.read(model("pcelis_mnist_cnn.onnx"));
    judge(net, "pcelis_mnist_cnn.onnx", mnist(1 / 255.0), 0.9473);
  }

  private static void judge(GraphNetwork net, String name, Tensor images, double accuracy)
      throws IOException {
    Tensor outputs = net.predict(images);
    Tensor expected = NpyFile.read(RealImages.data("models/reference/" + name + ".first100.npy"));
    Closeness.check(outputs.slice(0, 100), expected, 1e-4, 1e-4);
    assertThat(RealImages.mnist().accuracy(outputs)).isEqualTo(accuracy);
  }

  /** The tests of the operators that ONNX has from PyTorch. */
  @TestFactory
  Stream<DynamicTest> testsOfOnnx() throws IOException {
    List<Path> folders = new ArrayList<>();
    for (String group : List.of("pytorch-operator", "pytorch-converted")) {
      try (Stream<Path> found = Files.list(model("onnx-tests/" + group))) {
        folders.addAll(found.sorted().toList());
      }
    }
    assertThat(folders).hasSize(56);
    return folders.stream()
        .map(folder ->
            DynamicTest.dynamicTest(folder.getFileName().toString(), () -> passes(folder)));
  }

  private static void passes(Path folder) throws IOException {
    GraphNetwork net = OnnxFile.read(folder.resolve("model.onnx"));
    Path data = folder.resolve("test_data_set_0");
    List<Tensor> inputs = tensors(data, "input");
    List<Tensor> expected = tensors(data, "output");
    List<Tensor> found = net.forward(inputs, Pass.evaluation());
    assertThat(found).hasSameSizeAs(expected).isNotEmpty();
    for (int i = 0; i < found.size(); i++) {
      Closeness.check(found.get(i), expected.get(i), 1e-4, 1e-5);
    }
  }

  private static List<Tensor> tensors(Path folder, String kind) throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; Files.exists(folder.resolve(kind + "_" + i + ".pb")); i++) {
      tensors.add(OnnxFile.readTensor(folder.resolve(kind + "_" + i + ".pb")));
    }
    return tensors;
  }

  /** Large graphs whose weights are constants; their input is all ones. */
  @TestFactory
  Stream<DynamicTest> graphsWithoutWeights() throws IOException {
    try (Stream<Path> files = Files.list(model("light"))) {
      List<Path> models = new ArrayList<>();
      files.filter(file -> file.toString().endsWith(".onnx")).forEach(models::add);
      Collections.sort(models);
      assertThat(models).hasSize(9);
      return models.stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> light(file)));
    }
  }

  private static void light(Path file) throws IOException {
    GraphNetwork net = OnnxFile.read(file);
    Tensor ones = Tensor.full(1, DType.FLOAT32, net.input().orElseThrow().example().insert(0, 1));
    String output = file.getFileName().toString().replace(".onnx", "_output_0.pb");
    Closeness.check(
        net.predict(ones), OnnxFile.readTensor(file.resolveSibling(output)), 1e-4, 1e-5);
  }
}
