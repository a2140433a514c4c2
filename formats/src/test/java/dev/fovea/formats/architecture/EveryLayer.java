package dev.fovea.formats.architecture;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Padding;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import dev.fovea.formats.onnx.operator.OnnxOperator;
import dev.fovea.formats.onnx.proto.Attribute;
import dev.fovea.nn.Layer;
import dev.fovea.nn.activation.Elu;
import dev.fovea.nn.activation.Gelu;
import dev.fovea.nn.activation.HardSigmoid;
import dev.fovea.nn.activation.HardSwish;
import dev.fovea.nn.activation.HardTanh;
import dev.fovea.nn.activation.LeakyRelu;
import dev.fovea.nn.activation.LogSoftmax;
import dev.fovea.nn.activation.PRelu;
import dev.fovea.nn.activation.Relu;
import dev.fovea.nn.activation.Sigmoid;
import dev.fovea.nn.activation.Silu;
import dev.fovea.nn.activation.Softmax;
import dev.fovea.nn.activation.Softplus;
import dev.fovea.nn.activation.Tanh;
import dev.fovea.nn.activation.ThresholdedRelu;
import dev.fovea.nn.layer.ChannelDropout;
import dev.fovea.nn.layer.Concatenation;
import dev.fovea.nn.layer.Conv1d;
import dev.fovea.nn.layer.Conv2d;
import dev.fovea.nn.layer.ConvTranspose1d;
import dev.fovea.nn.layer.ConvTranspose2d;
import dev.fovea.nn.layer.Crop;
import dev.fovea.nn.layer.Dropout;
import dev.fovea.nn.layer.Embedding;
import dev.fovea.nn.layer.Flatten;
import dev.fovea.nn.layer.Linear;
import dev.fovea.nn.layer.Merge;
import dev.fovea.nn.layer.Permute;
import dev.fovea.nn.layer.Rescale;
import dev.fovea.nn.layer.Reshape;
import dev.fovea.nn.layer.Residual;
import dev.fovea.nn.layer.Upsample;
import dev.fovea.nn.layer.ZeroPad;
import dev.fovea.nn.models.BasicBlock;
import dev.fovea.nn.models.PaddedShortcut;
import dev.fovea.nn.network.GraphNetwork;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.norm.BatchNorm1d;
import dev.fovea.nn.norm.BatchNorm2d;
import dev.fovea.nn.norm.GroupNorm;
import dev.fovea.nn.norm.InstanceNorm;
import dev.fovea.nn.norm.LayerNorm;
import dev.fovea.nn.pool.AdaptiveAvgPool1d;
import dev.fovea.nn.pool.AdaptiveAvgPool2d;
import dev.fovea.nn.pool.AvgPool1d;
import dev.fovea.nn.pool.AvgPool2d;
import dev.fovea.nn.pool.GlobalAvgPool1d;
import dev.fovea.nn.pool.GlobalAvgPool2d;
import dev.fovea.nn.pool.GlobalMaxPool1d;
import dev.fovea.nn.pool.GlobalMaxPool2d;
import dev.fovea.nn.pool.MaxPool1d;
import dev.fovea.nn.pool.MaxPool2d;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** A model around each kind of layer, with options that are not the default. */
public final class EveryLayer {
  private static final Seed SEED = Seed.of(7);

  private EveryLayer() {}

  /** Models, each with its layer under test as the only child. */
  public static List<Sequential> models() {
    Shape image = Shape.of(4, 9, 8);
    Shape signal = Shape.of(4, 9);
    Shape flat = Shape.of(6);
    return List.of(
        of(
            image,
            Conv2d.config(6, Window.of(3, 2))
                .stride(2, 1)
                .padding(Padding.of(List.of(1, 0), List.of(0, 2)))
                .dilation(1, 2)
                .groups(2)
                .bias(false)
                .build(image, SEED)),
        of(image, Conv2d.config(5, 3).padding(Padding.same()).build(image, SEED)),
        of(signal, Conv1d.config(6, 3).stride(2).padding(1).build(signal, SEED)),
        of(
            image,
            ConvTranspose2d.config(6, 3)
                .stride(2)
                .padding(1)
                .outputPadding(1, 0)
                .groups(2)
                .build(image, SEED)),
        of(signal, ConvTranspose1d.config(2, 4).stride(3).bias(false).build(signal, SEED)),
        of(flat, Linear.config(3).build(flat, SEED)),
        of(flat, Linear.config(3).bias(false).build(flat, SEED)),
        new Sequential(
            new LinkedHashMap<>(Map.of("words", Embedding.of(11, 3, SEED))),
            Optional.of(new Sequential.Input(Shape.of(5), DType.INT64))),
        of(signal, BatchNorm1d.config().epsilon(1e-3).momentum(0.01).build(signal, SEED)),
        of(image, BatchNorm2d.config().build(image, SEED)),
        of(image, new GroupNorm(2, GroupNorm.of(2, 4).weight(), GroupNorm.of(2, 4).bias(), 1e-4)),
        of(image, LayerNorm.of(Shape.of(9, 8))),
        of(image, InstanceNorm.of()),
        of(image, InstanceNorm.affine(4)),
        of(signal, MaxPool1d.of(3).stride(2).padding(1)),
        of(image, new MaxPool2d(Window.of(3, 2).stride(2).dilation(1, 2).ceilMode(true))),
        of(signal, AvgPool1d.of(2).countPadding(false)),
        of(image, AvgPool2d.of(3).padding(1).countPadding(false)),
        of(signal, new AdaptiveAvgPool1d(4)),
        of(image, new AdaptiveAvgPool2d(3, 2)),
        of(signal, new GlobalAvgPool1d()),
        of(image, new GlobalAvgPool2d()),
        of(image, new Flatten()),
        of(image, Reshape.to(2, -1)),
        of(image, new ZeroPad(List.of(1, 0), List.of(2, 3))),
        of(image, new GlobalMaxPool2d()),
        of(signal, new GlobalMaxPool1d()),
        of(image, Upsample.by(2, 3)),
        of(image, new Crop(List.of(1, 0), List.of(2, 3))),
        of(image, Permute.to(1, 2, 0)),
        of(image, new Rescale(0.5, -1)),
        of(image, new ChannelDropout(0.3)),
        of(flat, new ThresholdedRelu(0.2, 0.1, 1.5)),
        of(flat, new ThresholdedRelu(0.2, 0.1, Double.POSITIVE_INFINITY)),
        of(image, PRelu.of(Shape.of(4))),
        of(image, PRelu.of(Shape.of(1, 9, 8))),
        of(flat, new Dropout(0.3)),
        of(flat, new Relu()),
        of(flat, new LeakyRelu(0.2)),
        of(flat, new Elu(0.7)),
        of(flat, new Gelu()),
        of(flat, new Silu()),
        of(flat, new Sigmoid()),
        of(flat, new Tanh()),
        of(flat, new Softplus()),
        of(flat, new HardSigmoid()),
        of(flat, new HardSwish()),
        of(flat, new HardTanh()),
        of(flat, new Softmax()),
        of(flat, new LogSoftmax()),
        of(
            image,
            new Residual(
                Sequential.of(Conv2d.config(4, 3).padding(1).build(image, SEED), new Relu()),
                Optional.of(Conv2d.config(4, 1).build(image, SEED)))),
        of(image, BasicBlock.config(4, 1).build(image, SEED)),
        of(image, BasicBlock.config(6, 2).build(image, SEED)),
        of(image, BasicBlock.config(7, 2).shortcut(BasicBlock.Shortcut.PADDING).build(image, SEED)),
        of(image, new PaddedShortcut(2, 1, 3)),
        of(flat, Sequential.of(new Relu(), Linear.config(2).build(flat, SEED))),
        of(flat, graph()),
        of(image, new Merge(Merge.How.PRODUCT)),
        of(image, new Concatenation(1)),
        of(image, branches()),
        of(flat, operator("LeakyRelu", Map.of("alpha", new Attribute.Real(0.5)), 0)));
  }

  /** A graph with a layer, operators, and parameters, buffers and constants of its own. */
  private static GraphNetwork graph() {
    Shape flat = Shape.of(6);
    SequencedMap<String, Optional<Sequential.Input>> inputs = new LinkedHashMap<>();
    inputs.put("x", Optional.of(new Sequential.Input(flat, DType.FLOAT32)));
    SequencedMap<String, Param> parameters = new LinkedHashMap<>();
    parameters.put("a/b.scale", Param.of("scale", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 6)));
    SequencedMap<String, Param> buffers = new LinkedHashMap<>();
    buffers.put("shift", Param.of("shift", Tensor.of(new float[] {.5f}, 1)));
    SequencedMap<String, Tensor> constants = new LinkedHashMap<>();
    constants.put("sizes", Tensor.of(new long[] {0, 2, -1}, 3));
    constants.put("fill", Tensor.full(0.25, DType.FLOAT32, flat));
    constants.put("reals", Tensor.of(new float[] {0.1f, -3}, 2));
    Map<String, Attribute> perm = Map.of("perm", new Attribute.Wholes(List.of(0L, 2L, 1L)));
    List<GraphNetwork.Node> nodes =
        List.of(
            node("linear", Linear.config(6).build(flat, SEED), "x"),
            node("n.1", operator("Mul", Map.of(), 0, 1), "linear", "a/b.scale"),
            node("sum", operator("Sum", Map.of(), 0, 1, 2), "n.1", "shift", "fill"),
            node("shaped", operator("Reshape", Map.of(), 0, 1), "sum", "sizes"),
            node("turned", operator("Transpose", perm, 0), "shaped"),
            node("more", operator("Mul", Map.of(), 0, 1), "turned", "reals"));
    return new GraphNetwork(inputs, parameters, buffers, constants, nodes, List.of("more"));
  }

  /** Ways that part and meet again, in every manner there is. */
  private static GraphNetwork branches() {
    Shape image = Shape.of(4, 9, 8);
    GraphNetwork network =
        GraphNetwork.input("x", new Sequential.Input(image, DType.FLOAT32))
            .node("conv", Conv2d.config(4, 1).build(image, SEED), "x")
            .node("pooled", new GlobalAvgPool2d(), "x")
            .node("single", Reshape.to(4, 1, 1), "pooled")
            .node("scaled", new Merge(Merge.How.PRODUCT), "conv", "single");
    String last = "scaled";
    for (Merge.How how : Merge.How.values()) {
      String name = how.name().toLowerCase(Locale.ROOT);
      network = network.node(name, new Merge(how), last, "conv");
      last = name;
    }
    return network.node("joined", new Concatenation(0), last, "x", "conv").outputs("joined");
  }

  private static GraphNetwork.Node node(String name, Layer layer, String... inputs) {
    return new GraphNetwork.Node(name, layer, List.of(inputs), List.of(name));
  }

  private static OnnxOperator operator(
      String name, Map<String, Attribute> attributes, Integer... positions) {
    return new OnnxOperator(name, 17, new LinkedHashMap<>(attributes), List.of(positions), 1);
  }

  private static Sequential of(Shape example, Layer layer) {
    Sequential alone = Sequential.of(layer);
    return new Sequential(
        alone.layers(), Optional.of(new Sequential.Input(example, DType.FLOAT32)));
  }
}
