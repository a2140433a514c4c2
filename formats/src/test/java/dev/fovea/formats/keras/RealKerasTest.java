package dev.fovea.formats.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.files.FormatException;
import dev.fovea.files.numpy.NpyFile;
import dev.fovea.nn.Pass;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.network.GraphNetwork;
import dev.fovea.nn.network.Model;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.optim.Sgd;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models that Keras itself wrote, held against the outputs that Keras itself gave. Shown as skipped
 * where the environment names no folder of data.
 */
class RealKerasTest {
  private static final String FOLDER = "models/keras/dl4j/";

  private static Path data(String name) {
    String data = System.getenv("FOVEA_DATA");
    assumeTrue(data != null, "FOVEA_DATA is not set: no real files here");
    Path file = Path.of(Objects.requireNonNull(data)).resolve(name);
    assumeTrue(Files.exists(file), "FOVEA_DATA has no file " + file);
    return file;
  }

  // ---- outputs of Keras ----

  @TestFactory
  Stream<DynamicTest> outputsAreThoseOfKeras() {
    return Stream.of("conv1d", "causal_conv1d", "activations")
        .flatMap(folder -> models(data(FOLDER + folder)))
        .map(
            model -> DynamicTest.dynamicTest(model.getFileName().toString(), () -> compare(model)));
  }

  private static Stream<Path> models(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found =
          files.filter(file -> file.toString().endsWith("_model.h5")).sorted().toList();
      assertThat(found).isNotEmpty();
      return found.stream();
    } catch (IOException failed) {
      throw new AssertionError(folder.toString(), failed);
    }
  }

  private static void compare(Path model) throws IOException {
    KerasModel keras = KerasFile.read(model);
    String name = model.getFileName().toString().replace("_model.h5", "");
    try (HdfFile known = new HdfFile(model.resolveSibling(name + "_inputs_and_outputs.h5"))) {
      Tensor input = only(known, "inputs");
      Tensor output = keras.toKeras(keras.network().predict(keras.fromKeras(input)));
      Close.to(only(known, "predictions"), output, 1e-4);
    }
  }

  private static Tensor only(HdfFile file, String group) {
    Dataset dataset = (Dataset) ((Group) file.getChild(group)).iterator().next();
    return Tensor.of((float[]) dataset.getDataFlat(), dataset.getDimensions());
  }

  @Test
  void imagesAndBatchNormalization() throws IOException {
    KerasModel keras = KerasFile.read(data(FOLDER + "cnn2d_bn/cnn_batch_norm.h5"));
    Tensor input = NpyFile.read(data(FOLDER + "cnn2d_bn/input.npy"));
    Tensor output = keras.network().predict(keras.fromKeras(input.to(DType.FLOAT32)));
    Close.to(NpyFile.read(data(FOLDER + "cnn2d_bn/predictions.npy")), output, 1e-4);
  }

  // ---- structures ----

  @ParameterizedTest
  @ValueSource(
      strings = {
        "batchNormError2.h5",
        "cnn1d_18.h5",
        "cnn1d_flatten_tf_keras2.h5",
        "cnn2d_114.h5",
        "cnn2d_40.h5",
        "keras1_simple_cnn_tf_model.h5",
      })
  void structuresOfEveryVersionLoad(String file) throws IOException {
    KerasModel keras = KerasFile.read(data(FOLDER + "structure/" + file));
    assertThat(keras.network()).isInstanceOf(Sequential.class);
    int[] dims = keras.network().input().orElseThrow().example().insert(0, 2).dims();
    float[] values = new float[Arrays.stream(dims).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i);
    }
    for (float value : keras.network().predict(Tensor.of(values, dims)).toFloatArray()) {
      assertThat(value).isFinite();
    }
  }

  /** Its two outputs, and sizes that are open, so that it takes images of any size. */
  @Test
  void aGraphOfTwoOutputsLoads() throws IOException {
    KerasModel keras = KerasFile.read(data(FOLDER + "structure/12net.h5"));
    GraphNetwork network = (GraphNetwork) keras.network();
    assertThat(network.outputs()).containsExactly("conv4-1_softmax", "conv4-2");
    assertThat(network.input()).isEmpty();
    Tensor image = Tensor.full(0.5, DType.FLOAT32, Shape.of(1, 3, 20, 24));
    List<Tensor> outputs = network.forward(List.of(image), Pass.evaluation());
    assertThat(outputs.get(0).shape()).isEqualTo(Shape.of(1, 2, 5, 7));
    assertThat(outputs.get(1).shape()).isEqualTo(Shape.of(1, 4, 5, 7));
    assertThat(keras.toKeras(1, outputs.get(1)).shape()).isEqualTo(Shape.of(1, 5, 7, 4));
    for (float sum : outputs.get(0).sum(1).toFloatArray()) {
      assertThat(sum).isCloseTo(1, within(1e-5f));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cnn3d_16.h5 | conv3d_24 (Conv3D) | there are no layers of three spatial axes here",
      })
  void whatCannotBeRepresentedIsRefusedByName(String file, String layer, String reason) {
    Path path = data(FOLDER + "structure/" + file);
    assertThatThrownBy(() -> KerasFile.read(path))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            """
            keras: a layer cannot be represented here
              file:   %s
              layer:  %s
              reason: %s\
            """
                .formatted(path, layer, reason));
  }

  // ---- a trained model ----

  @Test
  void fashionIsTold() throws IOException {
    KerasModel keras = KerasFile.read(data("models/keras/mlgeo_fashion_mlp.h5"));
    byte[] images = unpacked("fashion-mnist/t10k-images-idx3-ubyte.gz");
    byte[] labels = unpacked("fashion-mnist/t10k-labels-idx1-ubyte.gz");
    float[] values = new float[images.length - 16];
    for (int i = 0; i < values.length; i++) {
      values[i] = (images[i + 16] & 0xFF) / 255f;
    }
    Tensor x = Tensor.wrap(values, 10_000, 28, 28);
    Tensor reference = NpyFile.read(data("models/reference/mlgeo_fashion_mlp.first100.npy"));
    Model logits = keras.network().upTo("dense_30");
    Close.to(reference, logits.predict(x).slice(0, 100), 1e-4);
    long[] found = keras.network().predict(x).argMax(1).toLongArray();
    int right = 0;
    for (int i = 0; i < found.length; i++) {
      right += found[i] == labels[i + 8] ? 1 : 0;
    }
    assertThat(right).isEqualTo(8916);
  }

  @Test
  void aStepOnFashionLowersItsLoss() throws IOException {
    KerasModel keras = KerasFile.read(data("models/keras/mlgeo_fashion_mlp.h5"));
    Model network = keras.network();
    assertThat(network.allParameters().sequencedKeySet())
        .containsExactly(
            "dense_28.weight",
            "dense_28.bias",
            "dense_29.weight",
            "dense_29.bias",
            "dense_30.weight",
            "dense_30.bias");
    assertThat(keras.weights())
        .containsEntry("dense_28.weight", "dense_28/kernel:0")
        .containsEntry("dense_30.bias", "dense_30/bias:0")
        .hasSize(6);
    byte[] images = unpacked("fashion-mnist/train-images-idx3-ubyte.gz");
    byte[] labels = unpacked("fashion-mnist/train-labels-idx1-ubyte.gz");
    int size = 128;
    float[] values = new float[size * 28 * 28];
    int[] classes = new int[size];
    for (int i = 0; i < values.length; i++) {
      values[i] = (images[i + 16] & 0xFF) / 255f;
    }
    for (int i = 0; i < size; i++) {
      classes[i] = labels[i + 8];
    }
    Tensor x = Tensor.wrap(values, size, 28, 28);
    Tensor y = Tensor.of(classes, size);
    Loss loss = Loss.crossEntropyOnProbabilities();
    double before = loss.mean(network.predict(x), y).item();
    Pass pass = Pass.training(Seed.of(1), 0);
    Sgd.of(0.05).over(network).step(loss.mean(network.forward(x, pass), y), pass);
    assertThat(loss.mean(network.predict(x), y).item()).isLessThan(before);
  }

  private static byte[] unpacked(String name) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(data(name)))) {
      return in.readAllBytes();
    }
  }
}
