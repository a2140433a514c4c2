package dev.fovea.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.files.StoredTensor;
import dev.fovea.files.bytes.AtomicFile;
import dev.fovea.formats.ModelCard;
import dev.fovea.formats.ModelFile;
import dev.fovea.formats.RealImages;
import dev.fovea.formats.onnx.proto.Attribute;
import dev.fovea.formats.onnx.proto.ModelWriter;
import dev.fovea.formats.onnx.proto.NodeProto;
import dev.fovea.formats.onnx.proto.TensorType;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Pass;
import dev.fovea.nn.activation.Softmax;
import dev.fovea.nn.layer.Linear;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.network.GraphNetwork;
import dev.fovea.nn.network.Model;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.optim.Optimizer;
import dev.fovea.nn.optim.Sgd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be done with a network that was read. */
class OnnxFileTest {
  @TempDir Path folder;

  private static Sequential cnn() {
    return Sequential.input(1, 8, 8)
        .conv2d(4, 3)
        .batchNorm2d()
        .relu()
        .maxPool2d(2)
        .flatten()
        .dropout(0.25)
        .linear(3)
        .build(Seed.of(1));
  }

  private GraphNetwork read(Model model) throws IOException {
    Path file = folder.resolve("m.onnx");
    OnnxFile.write(file, model);
    return OnnxFile.read(file);
  }

  private static Tensor images(int batch) {
    float[] values = new float[batch * 64];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i * i * 0.01);
    }
    return Tensor.of(values, batch, 1, 8, 8);
  }

  @Test
  void theSummaryHasShapesAndNumbers() throws IOException {
    assertThat(read(cnn()).summary().toString())
        .isEqualTo(
            """
            Layer (type)                     Output shape  Parameters
            ---------------------------------------------------------
            conv1 (Conv)                     [N, 4, 6, 6]          40
            batchnorm1 (BatchNormalization)  [N, 4, 6, 6]          16
            relu1 (Relu)                     [N, 4, 6, 6]           0
            maxpool1 (MaxPool)               [N, 4, 3, 3]           0
            flatten1 (Flatten)               [N, 36]                0
            linear1 (Gemm)                   [N, 3]               111
            ---------------------------------------------------------
            Total                                                 167
            Trainable                                             159
            Non-trainable                                           8\
            """);
  }

  @Test
  void stepsLowerTheLossAndMoveTheRunningValues() throws IOException {
    GraphNetwork net = read(cnn());
    Tensor before = parameter(net, "batchnorm1.running_mean").snapshot();
    assertThat(net.allParameters().keySet())
        .containsExactlyInAnyOrder(
            "conv1.weight",
            "conv1.bias",
            "batchnorm1.weight",
            "batchnorm1.bias",
            "linear1.weight",
            "linear1.bias");
    lowersItsLoss(net, images(12), Tensor.of(new int[] {0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2}, 12));
    assertThat(parameter(net, "batchnorm1.running_mean").snapshot().toFloatArray())
        .isNotEqualTo(before.toFloatArray());
  }

  private static Param parameter(Layer net, String path) {
    return Objects.requireNonNull(net.stateDict().get(path), path);
  }

  /** Ten steps of gradient descent, which a network that learns shows in its loss. */
  private static void lowersItsLoss(GraphNetwork net, Tensor x, Tensor classes) {
    Optimizer optimizer = Sgd.of(0.02).over(net);
    Seed seed = Seed.of(1);
    double first = 0;
    double last = 0;
    for (int step = 0; step < 10; step++) {
      Pass pass = Pass.training(seed, step);
      Tensor loss = Loss.crossEntropy().mean(net.forward(x, pass), classes);
      optimizer.step(loss, pass);
      last = loss.item();
      first = step == 0 ? last : first;
    }
    assertThat(last).isLessThan(first);
  }

  @Test
  void theNetworkOfTheModelZooIsTrainedFurther() throws IOException {
    GraphNetwork net = OnnxFile.read(RealImages.data("models/onnx/mnist-8.onnx"));
    RealImages mnist = RealImages.mnist();
    Tensor all = mnist.normalized(new float[] {0}, new float[] {1 / 255f});
    int[] wrong = new int[32];
    for (int i = 0; i < wrong.length; i++) {
      wrong[i] = (mnist.classes()[i] + 1) % 10;
    }
    Optimizer optimizer = Sgd.of(1e-6).over(net);
    double first = step(net, optimizer, all.slice(0, 32), wrong);
    double second = step(net, optimizer, all.slice(0, 32), wrong);
    assertThat(second).isLessThan(first);
    assertThat(net.allParameters()).containsKey("Parameter193");
  }

  private static double step(GraphNetwork net, Optimizer optimizer, Tensor x, int[] classes) {
    Pass pass = Pass.training(Seed.of(1), 0);
    Tensor loss =
        Loss.crossEntropy().mean(net.forward(x, pass), Tensor.of(classes, classes.length));
    optimizer.step(loss, pass);
    return loss.item();
  }

  @Test
  void itIsCutBehindANode() throws IOException {
    Sequential model = cnn();
    GraphNetwork cut = read(model).upTo("maxpool1");
    Closeness.check(cut.predict(images(3)), model.upTo("maxpool1").predict(images(3)), 1e-6, 1e-6);
    assertThat(cut.allParameters()).doesNotContainKey("linear1.weight");
  }

  @Test
  void itGetsAnotherHead() throws IOException {
    GraphNetwork net =
        read(cnn()).replace("linear1", Linear.config(7).build(Shape.of(36), Seed.of(2)));
    assertThat(net.predict(images(2)).shape()).isEqualTo(Shape.of(2, 7));
    assertThat(parameter(net, "linear1.weight").shape()).isEqualTo(Shape.of(7, 36));
  }

  @Test
  void itIsSavedAsAModelFile() throws IOException {
    GraphNetwork net = read(cnn());
    net.freeze("conv1.weight");
    Path file = folder.resolve("m.fovea");
    ModelFile.save(file, net, ModelCard.empty());
    Model again = ModelFile.load(file).model();
    assertThat(again).isInstanceOf(GraphNetwork.class);
    assertThat(again.predict(images(3)).toFloatArray())
        .isEqualTo(net.predict(images(3)).toFloatArray());
    assertThat(again.stateDict().keySet()).isEqualTo(net.stateDict().keySet());
    assertThat(parameter(again, "conv1.weight").trainable()).isFalse();
  }

  @Test
  void softmaxOverTheClassesIsOurLayer() throws IOException {
    GraphNetwork net = read(Sequential.input(4).linear(3).softmax().build(Seed.of(1)));
    assertThat(net.leaves().getLast()).isEqualTo(new Softmax());
  }

  // ---- batches ----

  private static NodeProto node(
      String operator, List<String> inputs, String output, Map<String, Attribute> attributes) {
    return new NodeProto(
        "", operator, "", inputs, List.of(output), new LinkedHashMap<>(attributes));
  }

  private GraphNetwork graph(
      List<NodeProto> nodes, SequencedMap<String, StoredTensor> initializers, String... dims)
      throws IOException {
    Path file = folder.resolve("g.onnx");
    List<ModelWriter.Value> inputs =
        List.of(new ModelWriter.Value("x", TensorType.FLOAT, Optional.of(List.of(dims))));
    List<ModelWriter.Value> outputs =
        List.of(new ModelWriter.Value("y", TensorType.FLOAT, Optional.empty()));
    AtomicFile.write(
        file, out -> ModelWriter.write(13, "test", nodes, initializers, inputs, outputs, out));
    return OnnxFile.read(file);
  }

  private static StoredTensor longs(long... values) {
    return StoredTensor.of(Tensor.of(values, values.length));
  }

  /** What follows from shapes is computed anew for each batch. */
  @Test
  void shapesAreComputedFromTheInput() throws IOException {
    SequencedMap<String, StoredTensor> initializers = new LinkedHashMap<>();
    initializers.put("zero", longs(0));
    initializers.put("rest", longs(-1));
    GraphNetwork net =
        graph(
            List.of(
                node("Shape", List.of("x"), "shape", Map.of()),
                node("Gather", List.of("shape", "zero"), "batch", Map.of()),
                node(
                    "Concat",
                    List.of("batch", "rest"),
                    "target",
                    Map.of("axis", new Attribute.Whole(0))),
                node("Reshape", List.of("x", "target"), "y", Map.of())),
            initializers,
            "N",
            "3",
            "4");
    assertThat(net.predict(Tensor.zeros(5, 3, 4)).shape()).isEqualTo(Shape.of(5, 12));
    assertThat(net.predict(Tensor.zeros(2, 3, 4)).shape()).isEqualTo(Shape.of(2, 12));
  }

  @Test
  void aBatchOfFixedSizeIsFreed() throws IOException {
    SequencedMap<String, StoredTensor> initializers = new LinkedHashMap<>();
    initializers.put("target", longs(1, 12));
    GraphNetwork net =
        graph(
            List.of(node("Reshape", List.of("x", "target"), "y", Map.of())),
            initializers,
            "1",
            "3",
            "4");
    assertThat(net.predict(Tensor.zeros(1, 3, 4)).shape()).isEqualTo(Shape.of(1, 12));
    assertThat(net.predict(Tensor.zeros(7, 3, 4)).shape()).isEqualTo(Shape.of(7, 12));
  }

  /** Nodes on constants are gone after reading; the rest keeps its names. */
  @Test
  void constantsAreFolded() throws IOException {
    SequencedMap<String, StoredTensor> initializers = new LinkedHashMap<>();
    initializers.put("a", longs(2, 3));
    initializers.put("b", longs(1, 1));
    GraphNetwork net =
        graph(
            List.of(
                node("Add", List.of("a", "b"), "sum", Map.of()),
                node("ConstantOfShape", List.of("sum"), "zeros", Map.of()),
                node("Add", List.of("x", "zeros"), "y", Map.of())),
            initializers,
            "3",
            "4");
    assertThat(net.nodes()).hasSize(1);
    assertThat(net.constants()).containsOnlyKeys("zeros");
    assertThat(net.predict(Tensor.ones(3, 4)).toFloatArray()).containsOnly(1f);
  }

  @Test
  void whatDependsOnTheDataCannotBeAShape() {
    assertThatThrownBy(() ->
            graph(
                List.of(
                    node("Cast", List.of("x"), "sizes", Map.of("to", new Attribute.Whole(7))),
                    node("Reshape", List.of("x", "sizes"), "y", Map.of())),
                new LinkedHashMap<>(),
                "2"))
        .hasMessage(
            """
            onnx: a node cannot be computed
              file:     %s
              node:     of y
              operator: Reshape
              reason:   onnx: Reshape: an input decides sizes and depends on the data or on what is\
             trained
                          expected: a constant, or what is computed from shapes, at position 1
                          but was:  to [2]\
            """
                .formatted(folder.resolve("g.onnx")));
  }

  @Test
  void nodesInAnyOrderArePutInOrder() throws IOException {
    GraphNetwork net =
        graph(
            List.of(
                node("Relu", List.of("b"), "y", Map.of()),
                node("Neg", List.of("x"), "b", Map.of())),
            new LinkedHashMap<>(),
            "N",
            "2");
    assertThat(net.predict(Tensor.of(new float[] {-1, 2}, 1, 2)).toFloatArray())
        .containsExactly(1, 0);
  }

  @Test
  void wholeNumbersAreNoWeights() throws IOException {
    SequencedMap<String, StoredTensor> initializers = new LinkedHashMap<>();
    initializers.put("w", StoredTensor.of(Tensor.of(new float[] {1, 2}, 2)));
    initializers.put("factor", StoredTensor.of(Tensor.scalar(3)));
    GraphNetwork net =
        graph(
            List.of(
                node("Mul", List.of("x", "w"), "a", Map.of()),
                node("Mul", List.of("a", "factor"), "y", Map.of())),
            initializers,
            "N",
            "2");
    assertThat(net.allParameters()).containsOnlyKeys("w");
    assertThat(net.constants()).containsOnlyKeys("factor");
    assertThat(net.input()).contains(new Sequential.Input(Shape.of(2), DType.FLOAT32));
  }
}
