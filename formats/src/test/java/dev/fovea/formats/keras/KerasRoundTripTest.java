package dev.fovea.formats.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Padding;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.files.numpy.NpzFile;
import dev.fovea.formats.architecture.EveryLayer;
import dev.fovea.nn.Layer;
import dev.fovea.nn.activation.Relu;
import dev.fovea.nn.init.Initializer;
import dev.fovea.nn.layer.Permute;
import dev.fovea.nn.network.Sequential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Networks of ours in Keras' files and back. Leaves what {@code
 * formats/src/test/python/check_keras_files.py} reads with h5py.
 */
class KerasRoundTripTest {
  private static final Path FOLDER = Path.of("target", "for-keras");

  /** Those that no sequential model of Keras has, in these forms. */
  private static final Set<String> NOT_IN_KERAS =
      Set.of(
          "BasicBlock",
          "Concatenation",
          "GraphNetwork",
          "Merge",
          "OnnxOperator",
          "ConvTranspose2d",
          "Conv2d",
          "AdaptiveAvgPool1d",
          "AvgPool2d",
          "HardSwish",
          "LayerNorm",
          "MaxPool1d",
          "MaxPool2d",
          "PaddedShortcut",
          "Residual");

  @BeforeAll
  static void makeFolder() throws IOException {
    Files.createDirectories(FOLDER);
  }

  @Test
  void everyLayerThatKerasHas() throws IOException {
    Set<String> refused = new TreeSet<>();
    Set<String> done = new TreeSet<>();
    int number = 0;
    for (Sequential model : EveryLayer.models()) {
      Layer only = model.layers().firstEntry().getValue();
      String kind = only.getClass().getSimpleName();
      try {
        check(kind.toLowerCase(Locale.ROOT) + "_" + number++, model);
        done.add(kind);
      } catch (ShapeError notThere) {
        assertThat(notThere).hasMessageStartingWith("keras: a layer has no counterpart in Keras");
        refused.add(kind);
      }
    }
    assertThat(refused).as("refused").isEqualTo(new TreeSet<>(NOT_IN_KERAS));
    assertThat(done).hasSizeGreaterThan(30).contains("Conv2d", "ConvTranspose1d", "AvgPool1d");
  }

  @Test
  void awkwardForms() throws IOException {
    check(
        "whole",
        Sequential.input(3, 14, 13)
            .conv2d(4, 3, c -> c.padding(1).stride(2))
            .batchNorm2d()
            .relu()
            .conv2d(4, 3, c -> c.groups(4))
            .pRelu()
            .maxPool2d(2)
            .flatten()
            .dropout(0.5)
            .linear(6)
            .batchNorm1d()
            .tanh()
            .linear(3)
            .softmax()
            .build(Seed.of(3)));
    check(
        "decoder",
        Sequential.input(2, 5, 4)
            .convTranspose2d(3, 4, c -> c.stride(2).padding(1))
            .hardSigmoid()
            .convTranspose2d(2, 2, c -> c.stride(3))
            .hardTanh()
            .build(Seed.of(3)));
    check(
        "flat_then_normalized",
        Sequential.input(2, 3, 4).conv2d(3, 2).flatten().batchNorm1d().linear(2).build(Seed.of(4)));
    check(
        "signals",
        Sequential.input(3, 20)
            .conv1d(4, 3, c -> c.dilation(2).padding(Padding.same()))
            .avgPool1d(2)
            .channelDropout(0.1)
            .globalMaxPool1d()
            .linear(2)
            .logSoftmax()
            .build(Seed.of(5)));
    check(
        "permuted",
        Sequential.input(2, 3, 4)
            .permute(1, 2, 0)
            .reshape(6, 4)
            .conv1d(3, 2)
            .flatten()
            .build(Seed.of(6)));
    check("rows", Sequential.input(4, 5).flatten().linear(3).build(Seed.of(7)));
  }

  /** To both kinds of file and back: the same outputs, and the same numbers in flat layers. */
  private static void check(String name, Sequential model) throws IOException {
    disturb(model);
    Sequential.Input input = model.input().orElseThrow();
    Shape shape = input.example().insert(0, 3);
    Tensor x =
        Initializer.normal(1).values(shape, new Initializer.Fan(1, 1), Seed.of(name.hashCode()));
    if (input.dtype() == DType.INT64) {
      x = x.abs().times(3).to(DType.INT64);
    }
    Tensor y = model.predict(x);
    for (String ending : List.of(".h5", ".keras")) {
      Path file = FOLDER.resolve(name + ending);
      KerasFile.write(file, model);
      KerasModel keras = KerasFile.read(file);
      Tensor again = keras.network().predict(x);
      boolean isTurned = model.layers().lastEntry().getValue() instanceof Permute;
      Close.to(y, isTurned ? keras.toKeras(again) : again, 1e-5);
      if (ending.equals(".h5")) {
        SequencedMap<String, Tensor> example = new LinkedHashMap<>();
        example.put("x", toKeras(keras, x).to(DType.FLOAT32));
        example.put("y", keras.toKeras(again));
        NpzFile.of(example).write(FOLDER.resolve(name + ".npz"));
      }
    }
  }

  private static Tensor toKeras(KerasModel keras, Tensor x) {
    List<Integer> order = keras.inputOrders().getFirst();
    List<Integer> axes = new ArrayList<>(List.of(0));
    for (int axis = 0; axis < order.size(); axis++) {
      axes.add(order.indexOf(axis) + 1);
    }
    return x.permute(axes);
  }

  /** Running statistics and slopes that are not all the same. */
  private static void disturb(Sequential model) {
    model
        .stateDict()
        .forEach((path, parameter) -> {
          boolean isSame =
              path.contains("running") || path.contains("norm") || path.contains("prelu");
          if (isSame && parameter.dtype() == DType.FLOAT32) {
            assign(parameter, path);
          }
        });
  }

  private static void assign(Param parameter, String path) {
    parameter.assign(
        Initializer.uniform(0.5, 1.5)
            .values(parameter.shape(), new Initializer.Fan(1, 1), Seed.of(path.hashCode())));
  }

  @Test
  void whatKerasHasNotIsNamedWithTheReason() {
    Sequential model =
        Sequential.input(2, 8, 8).conv2d(2, 3).maxPool2d(3, p -> p.padding(1)).build(Seed.of(1));
    assertThatThrownBy(() -> KerasFile.write(FOLDER.resolve("never.h5"), model))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            keras: a layer has no counterpart in Keras
              at:     maxpool1
              layer:  MaxPool2d
              reason: Keras has no such padding of pooling\
            """);
    assertThat(FOLDER.resolve("never.h5")).doesNotExist();
  }

  @Test
  void aModelWithoutAnInputIsRefused() {
    Sequential model = Sequential.of(new Relu());
    assertThatThrownBy(() -> KerasFile.write(FOLDER.resolve("never.keras"), model))
        .hasMessage(
            """
            keras: the shape of an example is not known
              expected: a network that knows its input\
            """);
  }

  @Test
  void theSameNetworkGivesTheSameBytes() throws IOException {
    Sequential model = Sequential.input(1, 6, 6).conv2d(2, 3).flatten().linear(2).build(Seed.of(1));
    for (String name : List.of("bytes.h5", "bytes.keras")) {
      Path first = FOLDER.resolve(name);
      Path second = FOLDER.resolve("again." + name);
      KerasFile.write(first, model);
      KerasFile.write(second, model);
      assertThat(second).hasSameBinaryContentAs(first);
      Files.delete(first);
      Files.delete(second);
    }
  }

  @Test
  void aModelTooLargeForAnAttributeFitsTheArchive() throws IOException {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < 800; i++) {
      layers.add(new Relu());
    }
    Sequential alone = Sequential.of(layers.toArray(Layer[]::new));
    Sequential model =
        new Sequential(
            alone.layers(), Optional.of(new Sequential.Input(Shape.of(2), DType.FLOAT32)));
    assertThatThrownBy(() -> KerasFile.write(FOLDER.resolve("never.h5"), model))
        .hasMessageContaining("keras: the model is too large for an .h5 file")
        .hasMessageContaining("write a .keras file");
    Path file = FOLDER.resolve("many.keras");
    KerasFile.write(file, model);
    assertThat(KerasFile.read(file).network().children()).hasSize(800);
    Files.delete(file);
  }
}
