package dev.fovea.formats.keras;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Padding;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.core.shape.Window;
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
import dev.fovea.nn.models.ModelBlock;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.norm.BatchNorm1d;
import dev.fovea.nn.norm.BatchNorm2d;
import dev.fovea.nn.norm.BatchNormOptions;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns layers of ours into Keras', channels last. Which of Keras' axes each of ours is, is
 * followed from layer to layer as on the way in; a {@code Permute} of Keras is put only where a
 * layer needs it.
 */
final class Exporter {
  private final List<KerasLayer> made = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private Tensor x;

  /** Which of Keras' axes each of ours is, without that of the batch. */
  private List<Integer> order;

  /** Our sizes before a tensor was flattened whose elements Keras has in another order. */
  private Optional<Shape> mixed = Optional.empty();

  private Exporter(Sequential.Input input, Layer first) {
    int rank = input.example().rank();
    this.x = Tensor.input(input.dtype(), input.example().insert(0, 1));
    // As on the way in: two axes are those of a signal if a layer takes them so.
    boolean isPlain =
        first instanceof Flatten
            || first instanceof Reshape
            || first instanceof LayerNorm
            || first instanceof Embedding;
    this.order = rank > 3 || (rank == 2 && isPlain) ? Chain.asKeras(rank) : channelsBehind(rank);
  }

  /** Images and signals have their channels last in Keras. */
  private static List<Integer> channelsBehind(int rank) {
    return rank == 1 ? List.of(0) : Chain.first(rank - 1, rank);
  }

  /** The first layer that cares for the order of axes. */
  private static Layer firstOf(Sequential network) {
    List<Layer> leaves = network.leaves();
    return leaves.stream()
        .filter(layer -> !(isElementwise(layer) || layer instanceof Rescale))
        .findFirst()
        .orElse(network);
  }

  /**
   * A model as Keras will read it.
   *
   * @param example Keras' sizes of one example
   * @param dtype of its numbers, in Keras' words
   * @param layers one after the other
   */
  record Model(List<Integer> example, String dtype, List<KerasLayer> layers) {}

  /**
   * Describes a network.
   *
   * @throws ShapeError naming the layer that Keras has not
   */
  static Model describe(Sequential network) {
    Sequential.Input input =
        network
            .input()
            .orElseThrow(() ->
                ShapeError.of("keras: the shape of an example is not known")
                    .fact("expected", "a network that knows its input"));
    Exporter exporter = new Exporter(input, firstOf(network));
    List<Integer> example = exporter.kerasSizes();
    exporter.put("", network);
    exporter.finish();
    String dtype = input.dtype() == DType.FLOAT32 ? "float32" : input.dtype().label();
    return new Model(example, dtype, exporter.made);
  }

  private List<Integer> kerasSizes() {
    Shape sizes = x.shape().without(0);
    List<Integer> keras = new ArrayList<>();
    for (int axis = 0; axis < sizes.rank(); axis++) {
      keras.add(sizes.dim(order.indexOf(axis)));
    }
    return keras;
  }

  private void put(String prefix, Sequential network) {
    List<Map.Entry<String, Layer>> layers = List.copyOf(network.layers().entrySet());
    for (int i = 0; i < layers.size(); i++) {
      String name = prefix + layers.get(i).getKey();
      Layer layer = layers.get(i).getValue();
      if (layer instanceof Sequential inner) {
        put(name + "_", inner);
        continue;
      }
      boolean isAbsorbed = isAbsorbed(layers.subList(i + 1, layers.size()));
      try {
        put(name, layer, isAbsorbed);
        x = layer.forward(x, Pass.evaluation());
      } catch (ShapeError wrong) {
        throw wrong.within(name);
      }
    }
  }

  /** Whether a flat tensor meets a matrix, whose rows can be put in order, before anything else. */
  private static boolean isAbsorbed(List<Map.Entry<String, Layer>> behind) {
    for (Map.Entry<String, Layer> layer : behind) {
      if (layer.getValue() instanceof Linear) {
        return true;
      }
      if (!isElementwise(layer.getValue())) {
        return false;
      }
    }
    return false;
  }

  private static boolean isElementwise(Layer layer) {
    return layer instanceof Dropout
        || layer instanceof Relu
        || layer instanceof LeakyRelu
        || layer instanceof Tanh
        || layer instanceof Sigmoid;
  }

  // ---- what Keras gets ----

  private void add(
      String name, String suffix, String kind, ObjectNode options, KerasLayer.Weight... weights) {
    String wanted = suffix.isEmpty() ? name : name + "_" + suffix;
    String free = wanted;
    for (int number = 2; !taken.add(free); number++) {
      free = wanted + "_" + number;
    }
    ObjectNode config = object();
    config.put("name", free);
    config.put("trainable", true);
    config.put("dtype", "float32");
    config.setAll(options);
    made.add(new KerasLayer(kind, free, config, List.of(weights)));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ArrayNode list(List<Integer> sizes) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    sizes.forEach(array::add);
    return array;
  }

  private static ShapeError none(Layer layer, String reason) {
    return ShapeError.of("keras: a layer has no counterpart in Keras")
        .fact("layer", layer.getClass().getSimpleName())
        .fact("reason", reason);
  }

  // ---- orders ----

  private int rank() {
    return x.shape().rank() - 1;
  }

  /** Brings Keras' axes into such an order that ours stand for them as wanted. */
  private void arrange(String name, List<Integer> wanted) {
    if (order.equals(wanted)) {
      return;
    }
    ArrayNode dims = JsonNodeFactory.instance.arrayNode();
    for (int axis = 0; axis < wanted.size(); axis++) {
      dims.add(order.get(wanted.indexOf(axis)) + 1);
    }
    ObjectNode options = object();
    options.set("dims", dims);
    add(name, "permute", "Permute", options);
    order = wanted;
  }

  private void channelsLast(String name) {
    arrange(name, channelsBehind(rank()));
  }

  private void finish() {
    if (mixed.isPresent()) {
      throw new IllegalStateException("a flat tensor was left mixed");
    }
    if (!order.equals(channelsBehind(rank()))) {
      arrange("output", Chain.asKeras(rank()));
    }
  }

  // ---- layers ----

  private void put(String name, Layer layer, boolean isAbsorbed) {
    switch (layer) {
      case ActivationLayer activation -> activation(name, activation);
      case NormLayer norm -> norm(name, norm);
      case PoolLayer pool -> pool(name, pool);
      case BasicLayer basic -> basic(name, basic, isAbsorbed);
      case ModelBlock _ -> throw none(layer, "a sequential model of Keras has no such layer");
      default -> throw none(layer, "a sequential model of Keras has no such layer");
    }
  }

  // ---- every layer of each kind: a new one does not compile until it is here ----

  private void activation(String name, ActivationLayer layer) {
    switch (layer) {
      case Relu _ -> activation(name, "relu");
      case LeakyRelu leaky -> add(name, "", "LeakyReLU", object().put("alpha", leaky.slope()));
      case Elu elu -> add(name, "", "ELU", object().put("alpha", elu.alpha()));
      case ThresholdedRelu bent ->
          rectifier(name, "", bent.threshold(), bent.slope(), bent.ceiling());
      case PRelu prelu -> prelu(name, prelu);
      case Gelu _ -> activation(name, "gelu");
      case Silu _ -> activation(name, "swish");
      case Sigmoid _ -> activation(name, "sigmoid");
      case Tanh _ -> activation(name, "tanh");
      case Softplus _ -> activation(name, "softplus");
      case HardSigmoid _ -> {
        // Keras' own changed its slope between versions; this is relu6(x + 3) / 6 in all of them.
        rescale(name, "shift", 1, 3);
        rectifier(name, "", 0, 0, 6);
        rescale(name, "scale", 1.0 / 6, 0);
      }
      case HardTanh _ -> {
        rescale(name, "shift", 1, 1);
        rectifier(name, "", 0, 0, 2);
        rescale(name, "back", 1, -1);
      }
      case Softmax _ -> {
        if (rank() > 1) {
          channelsLast(name);
        }
        activation(name, "softmax");
      }
      case LogSoftmax _ -> {
        if (rank() > 1) {
          channelsLast(name);
        }
        activation(name, "log_softmax");
      }
      case HardSwish _ -> throw none(layer, "a sequential model of Keras has no such layer");
    }
  }

  private void norm(String name, NormLayer layer) {
    switch (layer) {
      case BatchNorm1d norm ->
          batchNorm(
              name,
              norm.options(),
              List.of(
                  norm.weight(),
                  norm.bias(),
                  norm.runningMean().parameter(),
                  norm.runningVar().parameter()));
      case BatchNorm2d norm ->
          batchNorm(
              name,
              norm.options(),
              List.of(
                  norm.weight(),
                  norm.bias(),
                  norm.runningMean().parameter(),
                  norm.runningVar().parameter()));
      case LayerNorm norm -> layerNorm(name, norm);
      case GroupNorm norm ->
          groupNorm(
              name,
              norm.groups(),
              Optional.of(norm.weight()),
              Optional.of(norm.bias()),
              norm.epsilon());
      case InstanceNorm norm -> groupNorm(name, -1, norm.weight(), norm.bias(), norm.epsilon());
    }
  }

  private void pool(String name, PoolLayer layer) {
    switch (layer) {
      case MaxPool1d pool -> pool(name, pool, "MaxPooling1D", pool.window(), false);
      case MaxPool2d pool -> pool(name, pool, "MaxPooling2D", pool.window(), false);
      case AvgPool1d pool ->
          pool(name, pool, "AveragePooling1D", pool.window(), pool.countPadding());
      case AvgPool2d pool ->
          pool(name, pool, "AveragePooling2D", pool.window(), pool.countPadding());
      case AdaptiveAvgPool1d pool -> adaptive(name, pool, List.of(pool.length()));
      case AdaptiveAvgPool2d pool -> adaptive(name, pool, List.of(pool.height(), pool.width()));
      case GlobalAvgPool1d _ -> global(name, "GlobalAveragePooling1D");
      case GlobalAvgPool2d _ -> global(name, "GlobalAveragePooling2D");
      case GlobalMaxPool1d _ -> global(name, "GlobalMaxPooling1D");
      case GlobalMaxPool2d _ -> global(name, "GlobalMaxPooling2D");
    }
  }

  private void basic(String name, BasicLayer layer, boolean isAbsorbed) {
    switch (layer) {
      case Conv1d conv ->
          convolution(name, conv, conv.weight(), conv.bias(), conv.window(), conv.groups());
      case Conv2d conv ->
          convolution(name, conv, conv.weight(), conv.bias(), conv.window(), conv.groups());
      case ConvTranspose1d conv ->
          transposed(
              name,
              conv,
              conv.weight(),
              conv.bias(),
              conv.window(),
              conv.groups(),
              conv.outputPadding());
      case ConvTranspose2d conv ->
          transposed(
              name,
              conv,
              conv.weight(),
              conv.bias(),
              conv.window(),
              conv.groups(),
              conv.outputPadding());
      case Linear linear -> dense(name, linear);
      case Embedding embedding -> embedding(name, embedding);
      case Upsample up -> {
        channelsLast(name);
        spatial(name, "UpSampling", "size", up.factors());
      }
      case ZeroPad pad -> {
        channelsLast(name);
        borders(name, "", "ZeroPadding", "padding", pad.before(), pad.after());
      }
      case Crop crop -> {
        channelsLast(name);
        borders(name, "", "Cropping", "cropping", crop.before(), crop.after());
      }
      case Flatten _ -> flatten(name, isAbsorbed);
      case Reshape reshape -> {
        arrange(name, Chain.asKeras(rank()));
        ObjectNode options = object();
        options.set("target_shape", list(reshape.dims()));
        add(name, "", "Reshape", options);
        order = Chain.asKeras(reshape.dims().size());
      }
      case Permute permute -> order = permute.order().stream().map(order::get).toList();
      case Dropout dropout -> add(name, "", "Dropout", object().put("rate", dropout.rate()));
      case ChannelDropout dropout -> {
        if (rank() == 1) {
          throw none(layer, "Keras drops whole channels of signals and images alone");
        }
        channelsLast(name);
        add(name, "", "SpatialDropout" + (rank() - 1) + "D", object().put("rate", dropout.rate()));
      }
      case Rescale rescale -> rescale(name, "", rescale.factor(), rescale.offset());
      case Residual _, Merge _, Concatenation _ ->
          throw none(layer, "a sequential model of Keras has no such layer");
    }
  }

  private void activation(String name, String word) {
    add(name, "", "Activation", object().put("activation", word));
  }

  private void rescale(String name, String suffix, double factor, double offset) {
    add(name, suffix, "Rescaling", object().put("scale", factor).put("offset", offset));
  }

  private void rectifier(
      String name, String suffix, double threshold, double slope, double ceiling) {
    ObjectNode options = object();
    if (Double.isInfinite(ceiling)) {
      options.putNull("max_value");
    } else {
      options.put("max_value", ceiling);
    }
    add(name, suffix, "ReLU", options.put("negative_slope", slope).put("threshold", threshold));
  }

  private void spatial(String name, String kind, String option, List<Integer> sizes) {
    ObjectNode options = object();
    if (sizes.size() == 1) {
      options.put(option, sizes.getFirst());
    } else {
      options.set(option, list(sizes));
      options.put("data_format", "channels_last");
    }
    add(name, "", kind + sizes.size() + "D", options);
  }

  private void borders(
      String name,
      String suffix,
      String kind,
      String option,
      List<Integer> before,
      List<Integer> after) {
    ObjectNode options = object();
    if (before.size() == 1) {
      options.set(option, list(List.of(before.getFirst(), after.getFirst())));
    } else {
      ArrayNode pairs = options.putArray(option);
      for (int axis = 0; axis < before.size(); axis++) {
        pairs.add(list(List.of(before.get(axis), after.get(axis))));
      }
      options.put("data_format", "channels_last");
    }
    add(name, suffix, kind + before.size() + "D", options);
  }

  private void flatten(String name, boolean isAbsorbed) {
    if (rank() > 1) {
      List<Integer> moving =
          order.stream().filter(axis -> x.shape().dim(order.indexOf(axis) + 1) != 1).toList();
      boolean isTurned = !moving.stream().sorted().toList().equals(moving);
      if (isTurned && isAbsorbed && order.equals(channelsBehind(rank()))) {
        mixed = Optional.of(x.shape().without(0));
      } else if (isTurned) {
        arrange(name, Chain.asKeras(rank()));
      }
    }
    add(name, "", "Flatten", object().put("data_format", "channels_last"));
    order = List.of(0);
  }

  // ---- matrices ----

  private void dense(String name, Linear linear) {
    Tensor kernel = linear.weight().snapshot().permute(List.of(1, 0));
    if (mixed.isPresent()) {
      kernel = inKerasOrder(kernel, mixed.get());
      mixed = Optional.empty();
    }
    List<KerasLayer.Weight> weights = new ArrayList<>(List.of(weight("kernel", kernel)));
    linear.bias().ifPresent(bias -> weights.add(weight("bias", bias.snapshot())));
    ObjectNode options = object();
    options.put("units", linear.weight().shape().dim(0));
    options.put("activation", "linear");
    options.put("use_bias", linear.bias().isPresent());
    add(name, "", "Dense", options, weights.toArray(KerasLayer.Weight[]::new));
  }

  /** Rows of a matrix {@code [C·H·W, out]} as {@code [H·W·C, out]}. */
  private static Tensor inKerasOrder(Tensor kernel, Shape sizes) {
    List<Integer> dims = new ArrayList<>(Arrays.stream(sizes.dims()).boxed().toList());
    dims.add(kernel.shape().dim(1));
    List<Integer> moves = new ArrayList<>(IntStream.range(1, sizes.rank()).boxed().toList());
    moves.add(0);
    moves.add(sizes.rank());
    return kernel.reshape(Shape.of(dims)).permute(moves).reshape(kernel.shape());
  }

  private static KerasLayer.Weight weight(String name, Tensor value) {
    return new KerasLayer.Weight(name, value);
  }

  private void embedding(String name, Embedding embedding) {
    arrange(name, Chain.asKeras(rank()));
    ObjectNode options = object();
    options.put("input_dim", embedding.weight().shape().dim(0));
    options.put("output_dim", embedding.weight().shape().dim(1));
    add(name, "", "Embedding", options, weight("embeddings", embedding.weight().snapshot()));
    order = Chain.asKeras(rank() + 1);
  }

  // ---- normalization ----

  private void batchNorm(String name, BatchNormOptions options, List<Param> parameters) {
    if (rank() > 1) {
      channelsLast(name);
    }
    ObjectNode config = object();
    config.put("axis", -1);
    config.put("momentum", 1 - options.momentum());
    config.put("epsilon", options.epsilon());
    config.put("center", true);
    config.put("scale", true);
    add(
        name,
        "",
        "BatchNormalization",
        config,
        weight("gamma", parameters.get(0).snapshot()),
        weight("beta", parameters.get(1).snapshot()),
        weight("moving_mean", parameters.get(2).snapshot()),
        weight("moving_variance", parameters.get(3).snapshot()));
  }

  private void layerNorm(String name, LayerNorm norm) {
    if (norm.weight().shape().rank() != 1) {
      throw none(norm, "it normalizes several axes at once");
    }
    arrange(name, Chain.asKeras(rank()));
    ObjectNode config = object();
    config.put("axis", -1);
    config.put("epsilon", norm.epsilon());
    add(
        name,
        "",
        "LayerNormalization",
        config,
        weight("gamma", norm.weight().snapshot()),
        weight("beta", norm.bias().snapshot()));
  }

  private void groupNorm(
      String name, int groups, Optional<Param> weight, Optional<Param> bias, double epsilon) {
    if (rank() > 1) {
      channelsLast(name);
    }
    ObjectNode config = object();
    config.put("groups", groups);
    config.put("axis", -1);
    config.put("epsilon", epsilon);
    config.put("center", bias.isPresent());
    config.put("scale", weight.isPresent());
    List<KerasLayer.Weight> weights = new ArrayList<>();
    weight.ifPresent(gamma -> weights.add(weight("gamma", gamma.snapshot())));
    bias.ifPresent(beta -> weights.add(weight("beta", beta.snapshot())));
    add(name, "", "GroupNormalization", config, weights.toArray(KerasLayer.Weight[]::new));
  }

  private void prelu(String name, PRelu prelu) {
    int rank = rank();
    if (rank > 1) {
      channelsLast(name);
    }
    Shape sizes = x.shape().without(0);
    Tensor slopes = prelu.weight().snapshot();
    boolean isOneInAll = slopes.shape().size() == 1 && sizes.dim(0) != 1;
    if (slopes.shape().rank() == 1 && rank > 1) {
      int[] dims = new int[rank];
      Arrays.fill(dims, 1);
      dims[0] = slopes.shape().size();
      slopes = slopes.reshape(dims);
    }
    if (rank == 1 && isOneInAll) {
      slopes = slopes.broadcastTo(sizes);
    }
    List<Integer> shared = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      if (slopes.shape().dim(axis) == 1 && sizes.dim(axis) != 1) {
        shared.add(order.get(axis) + 1);
      }
    }
    List<Integer> moves = IntStream.range(0, rank).map(order::indexOf).boxed().toList();
    ObjectNode config = object();
    if (shared.isEmpty()) {
      config.putNull("shared_axes");
    } else {
      config.set("shared_axes", list(shared.stream().sorted().toList()));
    }
    add(name, "", "PReLU", config, weight("alpha", slopes.permute(moves)));
  }

  // ---- convolutions ----

  private static ObjectNode geometry(Window window, String padding) {
    ObjectNode options = object();
    options.set("kernel_size", list(window.kernel()));
    options.set("strides", list(window.stride()));
    options.put("padding", padding);
    options.put("data_format", "channels_last");
    options.set("dilation_rate", list(window.dilation()));
    options.put("activation", "linear");
    return options;
  }

  private static boolean isNothing(Padding.Explicit zeros) {
    return zeros.before().stream().allMatch(size -> size == 0)
        && zeros.after().stream().allMatch(size -> size == 0);
  }

  private static List<Integer> each(List<Integer> sizes, int axes) {
    return sizes.size() == axes ? sizes : Collections.nCopies(axes, sizes.getFirst());
  }

  /** Keras' word for a padding; what it has no word for is put in front as a layer. */
  private String padding(String name, Window window) {
    return switch (window.padding()) {
      case Padding.Valid _ -> "valid";
      case Padding.Same _ -> "same";
      case Padding.Explicit zeros when isNothing(zeros) -> "valid";
      case Padding.Explicit zeros when isCausal(zeros, window) -> "causal";
      case Padding.Explicit zeros -> {
        borders(
            name,
            "pad",
            "ZeroPadding",
            "padding",
            each(zeros.before(), window.rank()),
            each(zeros.after(), window.rank()));
        yield "valid";
      }
    };
  }

  private static boolean isCausal(Padding.Explicit zeros, Window window) {
    return window.rank() == 1
        && zeros.before().getFirst() == window.extent(0) - 1
        && zeros.after().getFirst() == 0;
  }

  private void convolution(
      String name, Layer layer, Param weight, Optional<Param> bias, Window window, int groups) {
    channelsLast(name);
    boolean isStrided = window.stride().stream().anyMatch(step -> step > 1);
    boolean isDilated = window.dilation().stream().anyMatch(step -> step > 1);
    if (isStrided && isDilated) {
      throw none(layer, "Keras has no convolution with both stride and dilation");
    }
    ObjectNode options = geometry(window, padding(name, window));
    options.put("use_bias", bias.isPresent());
    Tensor kernel = weight.snapshot();
    int out = kernel.shape().dim(0);
    int axes = window.rank();
    boolean isDepthwise = groups > 1 && kernel.shape().dim(1) == 1;
    List<KerasLayer.Weight> weights = new ArrayList<>();
    if (isDepthwise) {
      options.put("depth_multiplier", out / groups);
      List<Integer> dims = new ArrayList<>(List.of(groups, out / groups));
      dims.addAll(window.kernel());
      List<Integer> moves = new ArrayList<>(IntStream.range(2, axes + 2).boxed().toList());
      moves.addAll(List.of(0, 1));
      weights.add(weight("depthwise_kernel", kernel.reshape(Shape.of(dims)).permute(moves)));
    } else {
      options.put("filters", out);
      options.put("groups", groups);
      weights.add(weight("kernel", turnedRound(kernel, axes)));
    }
    bias.ifPresent(values -> weights.add(weight("bias", values.snapshot())));
    add(
        name,
        "",
        (isDepthwise ? "DepthwiseConv" : "Conv") + axes + "D",
        options,
        weights.toArray(KerasLayer.Weight[]::new));
  }

  /** A kernel {@code [a, b, …kernel]} as {@code […kernel, b, a]}. */
  private static Tensor turnedRound(Tensor kernel, int axes) {
    List<Integer> moves = new ArrayList<>(IntStream.range(2, axes + 2).boxed().toList());
    moves.addAll(List.of(1, 0));
    return kernel.permute(moves);
  }

  /** Where nothing is padded Keras gives {@code (in − 1)·stride + max(kernel, stride)}. */
  private void transposed(
      String name,
      Layer layer,
      Param weight,
      Optional<Param> bias,
      Window window,
      int groups,
      List<Integer> extra) {
    channelsLast(name);
    if (groups > 1) {
      throw none(layer, "Keras has no groups in transposed convolutions");
    }
    int axes = window.rank();
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    boolean isSame = window.padding() instanceof Padding.Same;
    for (int axis = 0; axis < axes; axis++) {
      int behind =
          Math.max(window.stride().get(axis) - window.extent(axis), 0)
              - each(extra, axes).get(axis);
      before.add(0);
      after.add(isSame ? -each(extra, axes).get(axis) : behind);
      if (window.padding() instanceof Padding.Explicit zeros) {
        before.set(axis, each(zeros.before(), axes).get(axis));
        after.set(axis, after.get(axis) + each(zeros.after(), axes).get(axis));
      }
    }
    if (after.stream().anyMatch(size -> size < 0)) {
      throw none(layer, "its output is longer than that of Keras");
    }
    ObjectNode options = geometry(window, isSame ? "same" : "valid");
    options.put("filters", weight.shape().dim(1));
    options.put("use_bias", bias.isPresent());
    options.putNull("output_padding");
    List<KerasLayer.Weight> weights = new ArrayList<>();
    weights.add(weight("kernel", turnedRound(weight.snapshot(), axes)));
    bias.ifPresent(values -> weights.add(weight("bias", values.snapshot())));
    add(name, "", "Conv" + axes + "DTranspose", options, weights.toArray(KerasLayer.Weight[]::new));
    boolean isCut =
        before.stream().anyMatch(size -> size > 0) || after.stream().anyMatch(size -> size > 0);
    if (isCut) {
      borders(name, "crop", "Cropping", "cropping", before, after);
    }
  }

  // ---- pooling ----

  private void pool(String name, Layer layer, String kind, Window window, boolean countPadding) {
    channelsLast(name);
    if (window.dilation().stream().anyMatch(step -> step > 1)) {
      throw none(layer, "Keras has no dilated pooling");
    }
    if (window.ceilMode()) {
      List<Integer> sizes = Arrays.stream(x.shape().dims()).skip(2).boxed().toList();
      Window resolved = window.resolve(sizes);
      if (!resolved.output(sizes).equals(resolved.ceilMode(false).output(sizes))) {
        throw none(layer, "Keras has no last, partial window");
      }
    }
    boolean isAverage = kind.startsWith("Average");
    String word;
    switch (window.padding()) {
      case Padding.Valid _ -> word = "valid";
      case Padding.Explicit zeros when isNothing(zeros) -> word = "valid";
      case Padding.Same _ when !countPadding -> word = "same";
      case Padding.Explicit zeros when countPadding && isAverage -> {
        borders(
            name,
            "pad",
            "ZeroPadding",
            "padding",
            each(zeros.before(), window.rank()),
            each(zeros.after(), window.rank()));
        word = "valid";
      }
      default -> throw none(layer, "Keras has no such padding of pooling");
    }
    ObjectNode options = object();
    options.set("pool_size", list(window.kernel()));
    options.set("strides", list(window.stride()));
    options.put("padding", word);
    options.put("data_format", "channels_last");
    add(name, "", kind, options);
  }

  private void global(String name, String kind) {
    channelsLast(name);
    add(name, "", kind, object().put("data_format", "channels_last"));
    order = List.of(0);
  }

  private void adaptive(String name, Layer layer, List<Integer> sizes) {
    channelsLast(name);
    List<Integer> kernel = new ArrayList<>();
    for (int axis = 0; axis < sizes.size(); axis++) {
      int in = x.shape().dim(axis + 2);
      if (in % sizes.get(axis) != 0) {
        throw none(layer, in + " positions do not fall into " + sizes.get(axis) + " equal windows");
      }
      kernel.add(in / sizes.get(axis));
    }
    ObjectNode options = object();
    options.set("pool_size", list(kernel));
    options.set("strides", list(kernel));
    options.put("padding", "valid");
    options.put("data_format", "channels_last");
    add(name, "", "AveragePooling" + sizes.size() + "D", options);
  }
}
