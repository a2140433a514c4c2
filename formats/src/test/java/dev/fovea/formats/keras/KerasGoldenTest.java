package dev.fovea.formats.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.files.numpy.NpzFile;
import dev.fovea.nn.Pass;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.network.GraphNetwork;
import dev.fovea.nn.network.Model;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.norm.BatchNorm2d;
import dev.fovea.nn.optim.Optimizer;
import dev.fovea.nn.optim.Sgd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Small models made by {@code formats/src/test/python/make_keras_goldens.py}, with outputs computed
 * there by the documentation of Keras' layers.
 */
class KerasGoldenTest {
  private static final Path FOLDER =
      Path.of("src", "test", "resources", "dev", "fovea", "formats", "keras");

  static Path file(String name) {
    Path legacy = FOLDER.resolve(name + ".h5");
    return Files.exists(legacy) ? legacy : FOLDER.resolve(name + ".keras");
  }

  private static SequencedMap<String, Tensor> known(String name) throws IOException {
    return NpzFile.read(FOLDER.resolve(name + ".npz")).tensors();
  }

  private static Tensor of(SequencedMap<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "channels_first",
        "channels_first_flat",
        "depthwise",
        "dilated",
        "flat_end",
        "grouped",
        "image",
        "keras1",
        "nested",
        "normalized",
        "signal",
        "strided_same",
        "theano",
        "transposed_same",
        "transposed_signal",
        "transposed_valid",
        "version3",
        "words",
      })
  void outputsAreThoseOfTheDocumentation(String name) throws IOException {
    KerasModel keras = KerasFile.read(file(name));
    SequencedMap<String, Tensor> known = known(name);
    Tensor x = of(known, "x");
    boolean areWords =
        keras.network().input().map(input -> input.dtype() == DType.INT64).orElse(false);
    Tensor input = keras.fromKeras(areWords ? x.to(DType.INT64) : x);
    assertThat(keras.network()).isInstanceOf(Sequential.class);
    assertThat(keras.network().input().orElseThrow().example()).isEqualTo(input.shape().without(0));
    Close.to(of(known, "y"), keras.toKeras(keras.network().predict(input)), 1e-5);
  }

  @Test
  void branchesBecomeAGraph() throws IOException {
    KerasModel keras = KerasFile.read(file("residual"));
    SequencedMap<String, Tensor> known = known("residual");
    GraphNetwork network = (GraphNetwork) keras.network();
    assertThat(network.inputs().keySet()).containsExactly("in");
    List<Tensor> outputs =
        network.forward(List.of(keras.fromKeras(of(known, "x"))), Pass.evaluation());
    assertThat(outputs).hasSize(3);
    Close.to(of(known, "y"), keras.toKeras(0, outputs.get(0)), 1e-5);
    Close.to(of(known, "y2"), keras.toKeras(2, outputs.get(2)), 1e-5);
    assertThat(keras.toKeras(1, outputs.get(1)).toFloatArray()).containsOnly(0);
    assertThat(keras.weights())
        .containsEntry("excite.weight", "excite/kernel:0")
        .containsEntry("stem.bias", "stem/bias:0");
  }

  @Test
  void branchesOfVersion3BecomeAGraphToo() throws IOException {
    KerasModel keras = KerasFile.read(file("branches3"));
    assertThat(keras.network()).isInstanceOf(GraphNetwork.class);
    SequencedMap<String, Tensor> known = known("branches3");
    Tensor found = keras.network().predict(keras.fromKeras(of(known, "x")));
    Close.to(of(known, "y"), keras.toKeras(found), 1e-5);
    assertThat(keras.weights()).containsEntry("b.weight", "layers/conv2d_1/vars/0");
  }

  @Test
  void layersAndWeightsKeepTheirNames() throws IOException {
    KerasModel keras = KerasFile.read(file("version3"));
    assertThat(keras.version()).isEqualTo("3.4.1");
    Model network = keras.network();
    assertThat(network.children().keySet())
        .containsExactly(
            "conv2d_0",
            "conv2d_0_relu",
            "batch_normalization_1",
            "max_pooling2d_2",
            "dropout_3",
            "conv2d_4",
            "conv2d_4_relu",
            "flatten_5",
            "dense_6",
            "leaky_re_lu_7",
            "dense_8",
            "dense_8_softmax");
    assertThat(keras.weights())
        .containsEntry("conv2d_4.weight", "layers/conv2d_1/vars/0")
        .containsEntry("batch_normalization_1.running_var", "layers/batch_normalization/vars/3")
        .containsEntry("dense_8.bias", "layers/dense_1/vars/1")
        .hasSize(12);
    BatchNorm2d norm = network.child("batch_normalization_1", BatchNorm2d.class);
    assertThat(norm.options().epsilon()).isEqualTo(0.001);
    assertThat(norm.options().momentum()).isCloseTo(0.01, within(1e-9));
    assertThat(keras.fromKeras(Tensor.zeros(5, 8, 9, 1)).shape()).isEqualTo(Shape.of(5, 1, 8, 9));
  }

  @Test
  void whatKerasHasNotIsFrozen() throws IOException {
    KerasModel keras = KerasFile.read(file("signal"));
    assertThat(keras.network().child("batch_normalization_1").parameters().get("weight"))
        .satisfies(weight -> assertThat(Objects.requireNonNull(weight).trainable()).isFalse());
    assertThat(keras.network().child("batch_normalization_1").parameters().get("bias"))
        .satisfies(bias -> assertThat(Objects.requireNonNull(bias).trainable()).isTrue());
  }

  /**
   * Training continues where Keras stopped: the loss falls, names stay, Keras' file takes it back.
   */
  @Test
  void aModelIsTrainedFurther(@TempDir Path folder) throws IOException {
    KerasModel keras = KerasFile.read(file("version3"));
    Sequential network = (Sequential) keras.network();
    List<String> names = List.copyOf(network.stateDict().sequencedKeySet());
    Tensor x = keras.fromKeras(of(known("version3"), "x"));
    Tensor y = Tensor.of(new int[] {2, 0}, 2);
    Loss loss = Loss.crossEntropyOnProbabilities();
    double before = loss.mean(network.predict(x), y).item();
    Optimizer optimizer = Sgd.of(0.1).over(network);
    for (int step = 0; step < 5; step++) {
      Pass pass = Pass.training(Seed.of(1), step);
      optimizer.step(loss.mean(network.forward(x, pass), y), pass);
    }
    double after = loss.mean(network.predict(x), y).item();
    assertThat(after).isLessThan(0.9 * before);
    assertThat(network.stateDict().sequencedKeySet()).containsExactlyElementsOf(names);
    Path file = folder.resolve("tuned.keras");
    KerasFile.write(file, network);
    KerasModel again = KerasFile.read(file);
    assertThat(again.weights()).containsEntry("conv2d_4.weight", "layers/conv2d_1/vars/0");
    assertThat(again.network().predict(x).toFloatArray())
        .isEqualTo(network.predict(x).toFloatArray());
  }
}
