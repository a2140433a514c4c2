package dev.fovea.formats.onnx;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Padding;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.core.shape.Window;
import dev.fovea.formats.onnx.operator.OnnxOperator;
import dev.fovea.formats.onnx.proto.Attribute;
import dev.fovea.nn.Junction;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Pass;
import dev.fovea.nn.activation.ActivationLayer;
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
import dev.fovea.nn.layer.BasicLayer;
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
import dev.fovea.nn.models.ModelBlock;
import dev.fovea.nn.models.PaddedShortcut;
import dev.fovea.nn.network.GraphNetwork;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.norm.BatchNorm1d;
import dev.fovea.nn.norm.BatchNorm2d;
import dev.fovea.nn.norm.GroupNorm;
import dev.fovea.nn.norm.InstanceNorm;
import dev.fovea.nn.norm.LayerNorm;
import dev.fovea.nn.norm.NormLayer;
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
import dev.fovea.nn.pool.PoolLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Layers as operators of ONNX, in evaluation mode. */
final class LayerExport {
  private final ExportedGraph graph;

  LayerExport(ExportedGraph graph) {
    this.graph = graph;
  }

  /**
   * A value of the graph.
   *
   * @param name its name
   * @param like a tensor of its shape and type
   */
  record Value(String name, Tensor like) {
    int rank() {
      return like.shape().rank();
    }

    List<Integer> spatial() {
      return IntStream.range(2, rank()).map(like.shape()::dim).boxed().toList();
    }
  }

  /**
   * Writes a layer.
   *
   * @param path where it stands in the model
   * @throws ShapeError naming a layer that ONNX cannot hold
   */
  Value layer(String path, Layer layer, Value x) {
    String y =
        switch (layer) {
          case ActivationLayer activation -> activation(path, activation, x);
          case NormLayer norm -> norm(path, norm, x);
          case PoolLayer pool -> pool(path, pool, x);
          case BasicLayer basic -> basic(path, basic, x);
          case ModelBlock block -> block(path, block, x);
          case Sequential(var layers, _) -> {
            Value value = x;
            for (Map.Entry<String, Layer> inside : layers.entrySet()) {
              value = layer(path + prefix(path) + inside.getKey(), inside.getValue(), value);
            }
            yield value.name();
          }
          case GraphNetwork network -> graph(path, network, List.of(x)).getFirst().name();
          case OnnxOperator operator -> {
            GraphNetwork.Node alone =
                new GraphNetwork.Node(path, operator, List.of("x"), List.of(path));
            yield operator("", alone, operator, List.of(x)).getFirst().name();
          }
          default ->
              throw ShapeError.of("onnx: a layer cannot be written")
                  .fact("layer", layer.getClass().getSimpleName())
                  .fact("expected", "a layer of dev.fovea.nn");
        };
    return new Value(y, layer.forward(x.like(), Pass.evaluation()));
  }

  // ---- every layer of each kind: a new one does not compile until it is here ----

  private String activation(String path, ActivationLayer layer, Value x) {
    return switch (layer) {
      case ThresholdedRelu bent -> bent(path, x, bent);
      case PRelu(var weight) -> prelu(path, x, weight);
      case Relu _ -> simple("Relu", 6, path, x.name());
      case Sigmoid _ -> simple("Sigmoid", 6, path, x.name());
      case Tanh _ -> simple("Tanh", 6, path, x.name());
      case Softplus _ -> simple("Softplus", 1, path, x.name());
      case HardSwish _ -> simple("HardSwish", 14, path, x.name());
      case LeakyRelu(var slope) ->
          graph.node("LeakyRelu", 6, path, List.of(x.name()), Map.of("alpha", real(slope)));
      case Elu(var alpha) ->
          graph.node("Elu", 6, path, List.of(x.name()), Map.of("alpha", real(alpha)));
      case HardSigmoid _ ->
          graph.node(
              "HardSigmoid",
              6,
              path,
              List.of(x.name()),
              Map.of("alpha", real(1.0 / 6), "beta", real(0.5)));
      case HardTanh _ ->
          graph.node(
              "Clip",
              11,
              path,
              List.of(x.name(), scalar(path, "low", x, -1), scalar(path, "high", x, 1)),
              Map.of());
      case Silu _ -> both("Mul", path, x.name(), simple("Sigmoid", 6, path + "/Sigmoid", x.name()));
      case Gelu _ -> gelu(path, x);
      case Softmax _ ->
          graph.node(
              "Softmax", x.rank() == 2 ? 1 : 13, path, List.of(x.name()), Map.of("axis", whole(1)));
      case LogSoftmax _ ->
          graph.node(
              "LogSoftmax",
              x.rank() == 2 ? 1 : 13,
              path,
              List.of(x.name()),
              Map.of("axis", whole(1)));
    };
  }

  private String norm(String path, NormLayer layer, Value x) {
    return switch (layer) {
      case BatchNorm1d norm -> batchNorm(path, x, norm, norm.options().epsilon());
      case BatchNorm2d norm -> batchNorm(path, x, norm, norm.options().epsilon());
      case GroupNorm norm -> groupNorm(path, x, norm);
      case LayerNorm norm -> layerNorm(path, x, norm);
      case InstanceNorm norm -> instanceNorm(path, x, norm);
    };
  }

  private String pool(String path, PoolLayer layer, Value x) {
    return switch (layer) {
      case MaxPool1d(var window) -> maxPool(path, x, window);
      case MaxPool2d(var window) -> maxPool(path, x, window);
      case AvgPool1d(var window, var counts) -> averagePool(path, x, window, counts);
      case AvgPool2d(var window, var counts) -> averagePool(path, x, window, counts);
      case AdaptiveAvgPool1d(var length) -> adaptivePool(path, x, length);
      case AdaptiveAvgPool2d(var height, var width) -> adaptivePool(path, x, height, width);
      case GlobalAvgPool1d _, GlobalAvgPool2d _ -> {
        String means = simple("GlobalAveragePool", 1, path + "/GlobalAveragePool", x.name());
        yield simple("Flatten", 1, path, means);
      }
      case GlobalMaxPool1d _, GlobalMaxPool2d _ -> {
        String largest = simple("GlobalMaxPool", 1, path + "/GlobalMaxPool", x.name());
        yield simple("Flatten", 1, path, largest);
      }
    };
  }

  private String basic(String path, BasicLayer layer, Value x) {
    return switch (layer) {
      case Conv1d(var weight, var bias, var window, var groups) ->
          convolution(path, x, weight, bias, window, groups);
      case Conv2d(var weight, var bias, var window, var groups) ->
          convolution(path, x, weight, bias, window, groups);
      case ConvTranspose1d(var weight, var bias, var window, var groups, var extra) ->
          transposed(path, x, weight, bias, window, groups, extra);
      case ConvTranspose2d(var weight, var bias, var window, var groups, var extra) ->
          transposed(path, x, weight, bias, window, groups, extra);
      case Linear(var weight, var bias) ->
          graph.node(
              "Gemm",
              bias.isPresent() ? 7 : 11,
              path,
              withBias(path, x, weight, bias),
              Map.of("transB", whole(1)));
      case Embedding(var weight) ->
          graph.node(
              "Gather", 1, path, List.of(parameter(path, "weight", weight), x.name()), Map.of());
      case Upsample(var factors) -> upsample(path, x, factors);
      case Flatten _ -> simple("Flatten", 1, path, x.name());
      case Permute(var order) ->
          graph.node(
              "Transpose",
              1,
              path,
              List.of(x.name()),
              Map.of(
                  "perm",
                  wholes(Stream.concat(Stream.of(0), order.stream().map(axis -> axis + 1)))));
      case Reshape(var dims) -> {
        long[] sizes =
            Stream.concat(Stream.of(0), dims.stream()).mapToLong(Integer::longValue).toArray();
        yield graph.node(
            "Reshape",
            5,
            path,
            List.of(x.name(), graph.constant(path + "/shape", sizes)),
            Map.of());
      }
      case ZeroPad(var before, var after) ->
          pad(path, x.name(), prepended(before), prepended(after));
      case Crop(var before, var after) -> crop(path, x, before, after);
      case Dropout _, ChannelDropout _ -> x.name();
      case Rescale(var factor, var offset) -> {
        String scaled = both("Mul", path + "/Mul", x.name(), scalar(path, "factor", x, factor));
        yield both("Add", path, scaled, scalar(path, "offset", x, offset));
      }
      case Residual(var body, var shortcut) -> {
        String main = layer(path + ".body", body, x).name();
        String around =
            shortcut.map(way -> layer(path + ".shortcut", way, x).name()).orElse(x.name());
        yield both("Add", path, main, around);
      }
      case Merge _, Concatenation _ -> junction(path, layer, List.of(x)).orElseThrow();
    };
  }

  private String block(String path, ModelBlock layer, Value x) {
    return switch (layer) {
      case PaddedShortcut shortcut -> shortcut(path, x, shortcut);
      case BasicBlock block -> block(path, x, block);
    };
  }

  private static String prefix(String path) {
    return path.isEmpty() ? "" : ".";
  }

  // ---- pieces ----

  private static Attribute whole(long value) {
    return new Attribute.Whole(value);
  }

  private static Attribute real(double value) {
    return new Attribute.Real((float) value);
  }

  private static Attribute wholes(Stream<Integer> values) {
    return new Attribute.Wholes(values.map(Integer::longValue).toList());
  }

  private String simple(String operator, int since, String path, String x) {
    return graph.node(operator, since, path, List.of(x), Map.of());
  }

  private String both(String operator, String path, String x, String y) {
    return graph.node(operator, 7, path, List.of(x, y), Map.of());
  }

  private String scalar(String path, String name, Value x, double value) {
    return graph.constant(path + "/" + name, Tensor.full(value, x.like().dtype(), Shape.scalar()));
  }

  private String parameter(String path, String name, Param parameter) {
    return graph.parameter(path + prefix(path) + name, parameter);
  }

  private List<String> withBias(String path, Value x, Param weight, Optional<Param> bias) {
    List<String> inputs = new ArrayList<>(List.of(x.name(), parameter(path, "weight", weight)));
    bias.ifPresent(added -> inputs.add(parameter(path, "bias", added)));
    return inputs;
  }

  private static Map<String, Attribute> geometry(Window resolved) {
    int axes = resolved.rank();
    Stream<Integer> before = IntStream.range(0, axes).mapToObj(resolved::before);
    Stream<Integer> after = IntStream.range(0, axes).mapToObj(resolved::after);
    Map<String, Attribute> options = new LinkedHashMap<>();
    options.put("kernel_shape", wholes(resolved.kernel().stream()));
    options.put("strides", wholes(resolved.stride().stream()));
    options.put("pads", wholes(Stream.concat(before, after)));
    if (resolved.dilation().stream().anyMatch(step -> step != 1)) {
      options.put("dilations", wholes(resolved.dilation().stream()));
    }
    return options;
  }

  // ---- convolution ----

  private String convolution(
      String path, Value x, Param weight, Optional<Param> bias, Window window, int groups) {
    Map<String, Attribute> options = geometry(window.resolve(x.spatial()));
    options.put("group", whole(groups));
    return graph.node("Conv", 1, path, withBias(path, x, weight, bias), options);
  }

  private String transposed(
      String path,
      Value x,
      Param weight,
      Optional<Param> bias,
      Window window,
      int groups,
      List<Integer> outputPadding) {
    List<Integer> strided = new ArrayList<>();
    List<Integer> extra = new ArrayList<>();
    for (int axis = 0; axis < window.rank(); axis++) {
      int stride = window.stride().get(axis);
      strided.add(x.spatial().get(axis) * stride);
      int added =
          outputPadding.isEmpty() ? 0 : outputPadding.get(outputPadding.size() == 1 ? 0 : axis);
      boolean isSame = window.padding() instanceof Padding.Same;
      extra.add(added + (isSame ? Math.max(0, stride - window.extent(axis)) : 0));
    }
    Map<String, Attribute> options = geometry(window.resolve(strided));
    options.put("group", whole(groups));
    options.put("output_padding", wholes(extra.stream()));
    return graph.node("ConvTranspose", 1, path, withBias(path, x, weight, bias), options);
  }

  // ---- pooling ----

  private String maxPool(String path, Value x, Window window) {
    Map<String, Attribute> options = geometry(window.resolve(x.spatial()));
    boolean isNew = window.ceilMode() || options.containsKey("dilations");
    if (window.ceilMode()) {
      options.put("ceil_mode", whole(1));
    }
    return graph.node("MaxPool", isNew ? 10 : 1, path, List.of(x.name()), options);
  }

  private String averagePool(String path, Value x, Window window, boolean counts) {
    Map<String, Attribute> options = geometry(window.resolve(x.spatial()));
    options.put("count_include_pad", whole(counts ? 1 : 0));
    if (window.ceilMode()) {
      options.put("ceil_mode", whole(1));
    }
    int since = window.ceilMode() ? 10 : 7;
    return graph.node("AveragePool", since, path, List.of(x.name()), options);
  }

  /** Windows of equal sizes are a pooling; others are a product with a matrix on each axis. */
  private String adaptivePool(String path, Value x, int... sizes) {
    List<Integer> input = x.spatial();
    boolean areEqual =
        IntStream.range(0, sizes.length).allMatch(axis -> input.get(axis) % sizes[axis] == 0);
    if (areEqual) {
      int[] kernel =
          IntStream.range(0, sizes.length).map(axis -> input.get(axis) / sizes[axis]).toArray();
      return averagePool(path, x, Window.of(kernel).stride(kernel), true);
    }
    String y = x.name();
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      boolean isLast = axis == sizes.length - 1;
      String place = path + "/axis" + (2 + axis);
      String matrix =
          graph.constant(place, averages(input.get(axis), sizes[axis], x.like().dtype()));
      List<Integer> order = new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
      Collections.swap(order, 2 + axis, x.rank() - 1);
      Map<String, Attribute> swap = Map.of("perm", wholes(order.stream()));
      String moved =
          isLast ? y : graph.node("Transpose", 1, place + "/Transpose", List.of(y), swap);
      String means = both("MatMul", place + "/MatMul", moved, matrix);
      y = isLast ? means : graph.node("Transpose", 1, path, List.of(means), swap);
    }
    return y;
  }

  /** The matrix {@code [in, out]} whose column i averages the elements of window i. */
  private static Tensor averages(int in, int out, DType dtype) {
    double[] matrix = new double[in * out];
    for (int i = 0; i < out; i++) {
      int start = (int) ((long) i * in / out);
      int end = (int) Math.ceilDiv((i + 1L) * in, out);
      for (int j = start; j < end; j++) {
        matrix[j * out + i] = 1.0 / (end - start);
      }
    }
    return Tensor.of(matrix, in, out).to(dtype);
  }

  // ---- normalization ----

  private String batchNorm(String path, Value x, Layer norm, double epsilon) {
    List<String> inputs = new ArrayList<>(List.of(x.name()));
    Map<String, Param> state = new HashMap<>(norm.parameters());
    state.putAll(norm.buffers());
    for (String name : List.of("weight", "bias", "running_mean", "running_var")) {
      Param found = state.get(name);
      if (found == null) {
        throw new IllegalStateException(path + " has no " + name);
      }
      inputs.add(parameter(path, name, found));
    }
    return graph.node("BatchNormalization", 9, path, inputs, Map.of("epsilon", real(epsilon)));
  }

  private String layerNorm(String path, Value x, LayerNorm norm) {
    return graph.node(
        "LayerNormalization",
        17,
        path,
        List.of(
            x.name(),
            parameter(path, "weight", norm.weight()),
            parameter(path, "bias", norm.bias())),
        Map.of("axis", whole(-norm.weight().shape().rank()), "epsilon", real(norm.epsilon())));
  }

  private String ones(String path, int size, double value) {
    return graph.constant(path, Tensor.full(value, DType.FLOAT32, Shape.of(size)));
  }

  private String instanceNorm(String path, Value x, InstanceNorm norm) {
    int channels = x.like().shape().dim(1);
    String scale =
        norm.weight()
            .map(weight -> parameter(path, "weight", weight))
            .orElseGet(() -> ones(path + "/ones", channels, 1));
    String shift =
        norm.bias()
            .map(bias -> parameter(path, "bias", bias))
            .orElseGet(() -> ones(path + "/zeros", channels, 0));
    return graph.node(
        "InstanceNormalization",
        6,
        path,
        List.of(x.name(), scale, shift),
        Map.of("epsilon", real(norm.epsilon())));
  }

  /** Groups as instances, then a scale and a shift a channel. */
  private String groupNorm(String path, Value x, GroupNorm norm) {
    String joined =
        graph.node(
            "Reshape",
            5,
            path + "/groups",
            List.of(x.name(), graph.constant(path + "/groups/shape", 0, norm.groups(), -1)),
            Map.of());
    String standard =
        graph.node(
            "InstanceNormalization",
            6,
            path + "/InstanceNormalization",
            List.of(
                joined,
                ones(path + "/ones", norm.groups(), 1),
                ones(path + "/zeros", norm.groups(), 0)),
            Map.of("epsilon", real(norm.epsilon())));
    String shape = simple("Shape", 1, path + "/Shape", x.name());
    String apart = graph.node("Reshape", 5, path + "/channels", List.of(standard, shape), Map.of());
    String scale = alongChannels(path, "weight", norm.weight(), x.rank());
    String shift = alongChannels(path, "bias", norm.bias(), x.rank());
    return both("Add", path, both("Mul", path + "/Mul", apart, scale), shift);
  }

  private String alongChannels(String path, String name, Param parameter, int rank) {
    long[] sizes = new long[rank - 1];
    Arrays.fill(sizes, 1);
    sizes[0] = parameter.shape().size();
    return graph.node(
        "Reshape",
        5,
        path + "/" + name,
        List.of(
            parameter(path, name, parameter), graph.constant(path + "/" + name + "/shape", sizes)),
        Map.of());
  }

  // ---- the rest ----

  private String gelu(String path, Value x) {
    String scaled = both("Mul", path + "/scaled", x.name(), scalar(path, "c", x, Math.sqrt(0.5)));
    String curve = simple("Erf", 9, path + "/Erf", scaled);
    String raised = both("Add", path + "/Add", curve, scalar(path, "one", x, 1));
    String product = both("Mul", path + "/Mul", x.name(), raised);
    return both("Mul", path, product, scalar(path, "half", x, 0.5));
  }

  private static List<Integer> prepended(List<Integer> spatial) {
    List<Integer> all = new ArrayList<>(List.of(0, 0));
    all.addAll(spatial);
    return all;
  }

  private String pad(String path, String x, List<Integer> before, List<Integer> after) {
    long[] pads =
        Stream.concat(before.stream(), after.stream()).mapToLong(Integer::longValue).toArray();
    return graph.node("Pad", 11, path, List.of(x, graph.constant(path + "/pads", pads)), Map.of());
  }

  private String upsample(String path, Value x, List<Integer> factors) {
    float[] scales = new float[x.rank()];
    Arrays.fill(scales, 1);
    for (int axis = 0; axis < factors.size(); axis++) {
      scales[axis + 2] = factors.get(axis);
    }
    return graph.node(
        "Resize",
        13,
        path,
        List.of(x.name(), "", graph.constant(path + "/scales", Tensor.of(scales, scales.length))),
        Map.of(
            "mode", new Attribute.Text("nearest"),
            "coordinate_transformation_mode", new Attribute.Text("asymmetric"),
            "nearest_mode", new Attribute.Text("floor")));
  }

  private String crop(String path, Value x, List<Integer> before, List<Integer> after) {
    int axes = before.size();
    long[] starts = new long[axes];
    long[] ends = new long[axes];
    long[] numbers = new long[axes];
    for (int axis = 0; axis < axes; axis++) {
      starts[axis] = before.get(axis);
      ends[axis] = x.spatial().get(axis) - after.get(axis);
      numbers[axis] = axis + 2;
    }
    return graph.node(
        "Slice",
        10,
        path,
        List.of(
            x.name(),
            graph.constant(path + "/starts", starts),
            graph.constant(path + "/ends", ends),
            graph.constant(path + "/axes", numbers)),
        Map.of());
  }

  private String bent(String path, Value x, ThresholdedRelu bent) {
    String threshold = scalar(path, "threshold", x, bent.threshold());
    String isBelow = graph.node("Less", 9, path + "/Less", List.of(x.name(), threshold), Map.of());
    String below = both("Sub", path + "/Sub", x.name(), threshold);
    String sloped = both("Mul", path + "/Mul", below, scalar(path, "slope", x, bent.slope()));
    boolean isOpen = bent.ceiling() == Double.POSITIVE_INFINITY;
    String y =
        graph.node(
            "Where",
            9,
            isOpen ? path : path + "/Where",
            List.of(isBelow, sloped, x.name()),
            Map.of());
    return isOpen
        ? y
        : graph.node(
            "Min", 8, path, List.of(y, scalar(path, "ceiling", x, bent.ceiling())), Map.of());
  }

  /** Slopes of one per channel get axes of size 1 after, so that they spread over the input. */
  private String prelu(String path, Value x, Param weight) {
    boolean isShort = weight.shape().rank() == 1 && x.rank() > 2;
    String slopes =
        isShort
            ? alongChannels(path, "weight", weight, x.rank())
            : parameter(path, "weight", weight);
    return graph.node("PRelu", 9, path, List.of(x.name(), slopes), Map.of());
  }

  /** Several values made one. */
  private Optional<String> junction(String path, Layer layer, List<Value> given) {
    List<String> names = given.stream().map(Value::name).toList();
    return switch (layer) {
      case Merge(var how) ->
          Optional.of(
              switch (how) {
                case SUM -> graph.node("Sum", 8, path, names, Map.of());
                case DIFFERENCE -> both("Sub", path, names.getFirst(), names.getLast());
                case PRODUCT -> product(path, names);
                case MEAN -> graph.node("Mean", 8, path, names, Map.of());
                case MAXIMUM -> graph.node("Max", 8, path, names, Map.of());
                case MINIMUM -> graph.node("Min", 8, path, names, Map.of());
              });
      case Concatenation(var axis) ->
          Optional.of(graph.node("Concat", 4, path, names, Map.of("axis", whole(axis + 1))));
      default -> Optional.empty();
    };
  }

  private String product(String path, List<String> names) {
    String product = names.getFirst();
    for (int i = 1; i < names.size(); i++) {
      boolean isLast = i == names.size() - 1;
      product = both("Mul", isLast ? path : path + "/Mul" + i, product, names.get(i));
    }
    return product;
  }

  private String shortcut(String path, Value x, PaddedShortcut shortcut) {
    String picked = x.name();
    if (shortcut.stride() > 1) {
      Value place = new Value(x.name(), x.like());
      picked = maxPool(path + "/MaxPool", place, Window.of(1, 1).stride(shortcut.stride()));
    }
    return pad(
        path, picked, List.of(0, shortcut.before(), 0, 0), List.of(0, shortcut.after(), 0, 0));
  }

  private String block(String path, Value x, BasicBlock block) {
    Value first = layer(path + ".bn1", block.bn1(), layer(path + ".conv1", block.conv1(), x));
    Value relu = layer(path + "/relu1", new Relu(), first);
    Value second = layer(path + ".bn2", block.bn2(), layer(path + ".conv2", block.conv2(), relu));
    String around =
        block.downsample().map(way -> layer(path + ".downsample", way, x).name()).orElse(x.name());
    return simple("Relu", 6, path, both("Add", path + "/Add", second.name(), around));
  }

  // ---- graphs ----

  /** Writes the nodes of a graph under their own names. */
  List<Value> graph(String path, GraphNetwork network, List<Value> inputs) {
    String start = path + prefix(path);
    Map<String, Value> values = new HashMap<>();
    int next = 0;
    for (String name : network.inputs().keySet()) {
      values.put(name, inputs.get(next++));
    }
    network
        .parameters()
        .forEach((name, own) ->
            values.put(name, new Value(graph.parameter(start + name, own), own.value())));
    network
        .buffers()
        .forEach((name, own) ->
            values.put(name, new Value(buffer(start + name, own, network, name), own.value())));
    network
        .constants()
        .forEach((name, value) ->
            values.put(name, new Value(graph.constant(start + name, value), value)));
    for (GraphNetwork.Node node : network.nodes()) {
      List<Value> given =
          node.inputs().stream()
              .map(name -> Optional.ofNullable(values.get(name)).orElseThrow())
              .toList();
      List<Value> found = node(start, node, given);
      for (int i = 0; i < node.outputs().size(); i++) {
        values.put(node.outputs().get(i), found.get(i));
      }
    }
    return network.outputs().stream()
        .map(name -> Optional.ofNullable(values.get(name)).orElseThrow())
        .toList();
  }

  /** Running values are initializers; other real numbers that are not trained are constants. */
  private String buffer(String wanted, Param own, GraphNetwork network, String name) {
    boolean isRunning =
        network.nodes().stream()
            .filter(node -> node.inputs().contains(name))
            .anyMatch(node ->
                node.layer() instanceof OnnxOperator operator
                    && operator.operator().equals("BatchNormalization"));
    return isRunning || !own.dtype().isFloating()
        ? graph.parameter(wanted, own)
        : graph.constant(wanted, own.snapshot());
  }

  private List<Value> node(String start, GraphNetwork.Node node, List<Value> given) {
    if (node.layer() instanceof OnnxOperator operator) {
      return operator(start, node, operator, given);
    }
    if (node.layer() instanceof GraphNetwork inside) {
      return graph(start + node.name(), inside, given);
    }
    Optional<String> joined = junction(start + node.name(), node.layer(), given);
    if (joined.isPresent() && node.layer() instanceof Junction junction) {
      List<Tensor> likes = given.stream().map(Value::like).toList();
      return List.of(
          new Value(joined.get(), junction.forward(likes, Pass.evaluation()).getFirst()));
    }
    return List.of(layer(start + node.name(), node.layer(), given.getFirst()));
  }

  private List<Value> operator(
      String start, GraphNetwork.Node node, OnnxOperator operator, List<Value> given) {
    if (operator.version() != graph.operatorSet()) {
      throw ShapeError.of("onnx: operators of two sets cannot be in one model")
          .fact("node", node.name())
          .fact("expected", graph.operatorSet())
          .fact("but was", operator.version());
    }
    int positions = given.isEmpty() ? 0 : operator.positions().get(given.size() - 1) + 1;
    List<String> inputs = new ArrayList<>(Collections.nCopies(positions, ""));
    for (int i = 0; i < given.size(); i++) {
      inputs.set(operator.positions().get(i), given.get(i).name());
    }
    List<Tensor> likes =
        operator.forward(given.stream().map(Value::like).toList(), Pass.evaluation());
    List<Value> found = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < node.outputs().size(); i++) {
      String name = graph.free(start + node.outputs().get(i));
      outputs.add(name);
      found.add(new Value(name, likes.get(i)));
    }
    graph.add(operator.operator(), 1, start + node.name(), inputs, outputs, operator.attributes());
    return found;
  }
}
