package dev.fovea.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.files.FloatWidth;
import dev.fovea.formats.architecture.EveryLayer;
import dev.fovea.nn.Layer;
import dev.fovea.nn.layer.Linear;
import dev.fovea.nn.models.ResNet;
import dev.fovea.nn.models.ResNetCifar;
import dev.fovea.nn.network.GraphNetwork;
import dev.fovea.nn.network.Model;
import dev.fovea.nn.network.Sequential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Models written here, run by ONNX Runtime, and read again. */
class OnnxExportTest {
  /** Left for {@code check_with_onnx.py}. */
  private static final Path FOR_CHECKER = Path.of("target", "for-onnx");

  @TempDir Path folder;

  /** Another layer fails the test of {@link EveryLayer}, and then here until it is written. */
  @TestFactory
  Stream<DynamicTest> everyLayer() {
    return EveryLayer.models().stream()
        .map(model -> DynamicTest.dynamicTest(name(model), () -> judge(name(model), model, 3)));
  }

  @TestFactory
  Stream<DynamicTest> wholeNetworks() {
    Seed seed = Seed.of(5);
    Map<String, Sequential> networks =
        Map.of(
            "MNIST CNN",
            Sequential.input(1, 28, 28)
                .conv2d(8, 5)
                .relu()
                .maxPool2d(2)
                .conv2d(16, 5)
                .relu()
                .maxPool2d(2)
                .flatten()
                .dropout(0.5)
                .linear(10)
                .build(seed),
            "HAR CNN",
            Sequential.input(9, 128)
                .conv1d(64, 3)
                .relu()
                .conv1d(64, 3)
                .relu()
                .dropout(0.5)
                .maxPool1d(2)
                .flatten()
                .linear(100)
                .relu()
                .linear(6)
                .build(seed),
            "CIFAR CNN",
            Sequential.input(3, 32, 32)
                .conv2d(32, 3, c -> c.padding(1))
                .batchNorm2d()
                .relu()
                .maxPool2d(2)
                .conv2d(64, 3, c -> c.padding(1))
                .batchNorm2d()
                .relu()
                .maxPool2d(2)
                .flatten()
                .linear(10)
                .softmax()
                .build(seed),
            "LeNet-5",
            Sequential.input(1, 32, 32)
                .conv2d(6, 5)
                .tanh()
                .avgPool2d(2)
                .conv2d(16, 5)
                .tanh()
                .avgPool2d(2)
                .conv2d(120, 5)
                .tanh()
                .flatten()
                .linear(84)
                .tanh()
                .linear(10)
                .build(seed),
            "ConvNetQuake",
            quake(seed),
            "MLP",
            Sequential.input(784).linear(300).relu().linear(100).relu().linear(10).build(seed),
            "ResNet-18",
            ResNet.of(10, 64, seed, 2, 2, 2, 2),
            "ResNetCifar",
            ResNetCifar.of(20, 10, seed));
    return networks.entrySet().stream()
        .map(network ->
            DynamicTest.dynamicTest(
                network.getKey(), () -> judge(network.getKey(), network.getValue(), 2)));
  }

  private static String name(Sequential model) {
    return model.layers().firstEntry().getValue().getClass().getSimpleName();
  }

  private static Sequential quake(Seed seed) {
    var config = Sequential.input(3, 1000);
    for (int i = 0; i < 8; i++) {
      config = config.conv1d(32, 3, c -> c.stride(2).padding(1)).relu();
    }
    return config.flatten().linear(7).build(seed);
  }

  /** Weights and running values that are not those of the start. */
  private static void stir(Model model) {
    Random random = new Random(3);
    model
        .stateDict()
        .forEach((path, parameter) -> {
          if (parameter.dtype().isFloating()) {
            float[] values = parameter.snapshot().toFloatArray();
            for (int i = 0; i < values.length; i++) {
              values[i] +=
                  path.endsWith("var")
                      ? random.nextFloat()
                      : (path.contains("weight") ? 0.02f : 0.2f) * (float) random.nextGaussian();
            }
            parameter.assign(Tensor.of(values, parameter.shape().dims()));
          }
        });
  }

  private static Tensor examples(Sequential.Input input, int batch) {
    Shape shape = input.example().insert(0, batch);
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = input.dtype().isFloating() ? (float) Math.sin(i * 0.7) : i % 7;
    }
    return Tensor.of(values, shape.dims()).to(input.dtype());
  }

  /** ONNX Runtime and the file read again give what the model gives, for two sizes of batches. */
  private void judge(String name, Model model, int batch) throws IOException {
    stir(model);
    Path file = FOR_CHECKER.resolve(name + ".onnx");
    OnnxFile.write(file, model);
    GraphNetwork again = OnnxFile.read(file);
    for (int size : new int[] {1, batch}) {
      Tensor x = examples(model.input().orElseThrow(), size);
      Tensor expected = model.predict(x);
      Closeness.check(OnnxRuntime.run(file, x), expected, 1e-5, 1e-5);
      Closeness.check(again.predict(x), expected, 1e-5, 1e-5);
    }
    assertThat(model.stateDict().keySet()).containsAll(again.stateDict().keySet());
    assertThat(again.allParameters().keySet())
        .containsExactlyInAnyOrderElementsOf(model.allParameters().keySet());
    assertThat(again.input()).isEqualTo(model.input());
  }

  private static Sequential small() {
    return Sequential.input(1, 6, 6)
        .conv2d(2, 3)
        .relu()
        .flatten()
        .dropout(0.5)
        .linear(3)
        .build(Seed.of(1));
  }

  @Test
  void inputAndOutputHaveNames() throws IOException {
    Path file = folder.resolve("m.onnx");
    OnnxFile.write(file, small());
    assertThat(OnnxRuntime.names(file)).containsExactly("input", "output");
  }

  /** What was read is written under its old names, in its old operator set. */
  @Test
  void whatWasReadIsWrittenAgain() throws IOException {
    Path first = folder.resolve("1.onnx");
    Path second = folder.resolve("2.onnx");
    OnnxFile.write(first, small());
    GraphNetwork read = OnnxFile.read(first);
    OnnxFile.write(second, read);
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void halfPrecisionIsKeptInTheFileAndWidenedAsItRuns() throws IOException {
    Sequential model = Sequential.input(50).linear(40).relu().linear(30).build(Seed.of(1));
    Path whole = folder.resolve("whole.onnx");
    Path half = folder.resolve("half.onnx");
    OnnxFile.write(whole, model);
    OnnxFile.write(half, model, FloatWidth.FLOAT16);
    assertThat(Files.size(half)).isLessThan(Files.size(whole));
    Tensor x = examples(model.input().orElseThrow(), 2);
    Tensor expected = model.predict(x);
    Closeness.check(OnnxRuntime.run(half, x), expected, 1e-2, 1e-2);
    GraphNetwork read = OnnxFile.read(half);
    Closeness.check(read.predict(x), OnnxRuntime.run(half, x), 1e-5, 1e-5);
    assertThat(read.allParameters().keySet()).isEqualTo(model.allParameters().keySet());
  }

  @Test
  void anotherHeadIsWrittenWithTheRest() throws IOException {
    Path file = folder.resolve("m.onnx");
    OnnxFile.write(file, small());
    GraphNetwork changed =
        OnnxFile.read(file).replace("linear1", Linear.config(5).build(Shape.of(32), Seed.of(9)));
    OnnxFile.write(file, changed);
    Tensor x = examples(changed.input().orElseThrow(), 2);
    Closeness.check(OnnxRuntime.run(file, x), changed.predict(x), 1e-5, 1e-5);
    assertThat(changed.allParameters().keySet())
        .containsExactlyInAnyOrder("conv1.weight", "conv1.bias", "linear1.weight", "linear1.bias");
  }

  @Test
  void aLayerOfTheUserIsRefusedAndNothingIsWritten() {
    Sequential model =
        new Sequential(
            Sequential.of((Layer) (x, _) -> x).layers(),
            Optional.of(new Sequential.Input(Shape.of(3), DType.FLOAT32)));
    Path file = folder.resolve("m.onnx");
    assertThatThrownBy(() -> OnnxFile.write(file, model))
        .isInstanceOf(ShapeError.class)
        .hasMessageStartingWith("onnx: a layer cannot be written");
    assertThat(file).doesNotExist();
  }

  @Test
  void aModelWithoutAnInputIsRefused() {
    assertThatThrownBy(() ->
            OnnxFile.write(
                folder.resolve("m.onnx"),
                Sequential.of(small().layers().values().toArray(Layer[]::new))))
        .hasMessage(
            """
            onnx: the shape of an example is not known
              input:    input
              expected: a model that says what it takes: Sequential.input(…)\
            """);
  }

  @Test
  void namesOfParametersAreKept() throws IOException {
    Path file = folder.resolve("m.onnx");
    OnnxFile.write(file, ResNetCifar.of(20, 10, Seed.of(1)));
    Map<String, Param> state = OnnxFile.read(file).stateDict();
    assertThat(state.keySet())
        .contains("conv1.weight", "layer1.0.bn1.running_mean", "linear.bias")
        .hasSize(19 + 4 * 19 + 2);
    assertThat(List.copyOf(state.keySet())).doesNotHaveDuplicates();
  }
}
