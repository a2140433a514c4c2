package dev.fovea.formats.keras;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Padding;
import dev.fovea.core.shape.Window;
import dev.fovea.files.FormatException;
import dev.fovea.nn.Layer;
import dev.fovea.nn.layer.Conv1d;
import dev.fovea.nn.layer.Conv2d;
import dev.fovea.nn.layer.ConvTranspose1d;
import dev.fovea.nn.layer.ConvTranspose2d;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * Convolutions of every kind. Keras' kernels are {@code […kernel, in/groups, out]}, ours {@code
 * [out, in/groups, …kernel]}.
 */
final class Convolutions {
  static final Map<String, LayerReader> READERS = readers();

  private static final String[] KERNEL = {"kernel_size", "filter_length"};
  private static final String[] STRIDE = {"strides", "subsample", "subsample_length"};
  private static final String[] DILATION = {"dilation_rate", "atrous_rate"};
  private static final String[] FILTERS = {"filters", "nb_filter"};
  private static final String[] MULTIPLIER = {"depth_multiplier"};
  private static final String[] BIAS = {"use_bias", "bias"};

  private Convolutions() {}

  private static Map<String, LayerReader> readers() {
    Map<String, LayerReader> readers = new HashMap<>();
    for (String kind : List.of("Conv1D", "Convolution1D", "AtrousConvolution1D")) {
      readers.put(kind, (layer, weights, chain) -> plain(layer, weights, chain, 1));
    }
    for (String kind : List.of("Conv2D", "Convolution2D", "AtrousConvolution2D")) {
      readers.put(kind, (layer, weights, chain) -> plain(layer, weights, chain, 2));
    }
    readers.put("DepthwiseConv1D", (layer, weights, chain) -> depthwise(layer, weights, chain, 1));
    readers.put("DepthwiseConv2D", (layer, weights, chain) -> depthwise(layer, weights, chain, 2));
    readers.put("SeparableConv1D", (layer, weights, chain) -> separable(layer, weights, chain, 1));
    for (String kind : List.of("SeparableConv2D", "SeparableConvolution2D")) {
      readers.put(kind, (layer, weights, chain) -> separable(layer, weights, chain, 2));
    }
    readers.put("Conv1DTranspose", (layer, weights, chain) -> turned(layer, weights, chain, 1));
    for (String kind : List.of("Conv2DTranspose", "Deconvolution2D")) {
      readers.put(kind, (layer, weights, chain) -> turned(layer, weights, chain, 2));
    }
    return Map.copyOf(readers);
  }

  // ---- geometry ----

  private static List<Integer> kernel(LayerSpec layer, int axes) throws FormatException {
    return layer.has("nb_row")
        ? List.of(layer.size("nb_row"), layer.size("nb_col"))
        : layer.perAxis(axes, KERNEL);
  }

  private static Window window(LayerSpec layer, int axes) throws FormatException {
    List<Integer> ones = Collections.nCopies(axes, 1);
    Window window =
        Window.of(ints(kernel(layer, axes)))
            .stride(ints(layer.perAxis(axes, ones, STRIDE)))
            .dilation(ints(layer.perAxis(axes, ones, DILATION)));
    return window.padding(padding(layer, window));
  }

  private static Padding padding(LayerSpec layer, Window window) throws FormatException {
    String word = layer.word("valid", "padding", "border_mode");
    return switch (word) {
      case "valid" -> Padding.valid();
      case "same" -> Padding.same();
      case "causal" -> {
        if (window.rank() != 1) {
          throw layer.refused("causal padding is for signals");
        }
        int before = window.dilation().getFirst() * (window.kernel().getFirst() - 1);
        yield Padding.of(List.of(before), List.of(0));
      }
      default -> throw layer.refused("there is no padding " + word + " here");
    };
  }

  private static int[] ints(List<Integer> sizes) {
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] sizes(Window window, int... rest) {
    return IntStream.concat(window.kernel().stream().mapToInt(i -> i), IntStream.of(rest))
        .toArray();
  }

  // ---- weights ----

  /** A kernel in our layout: the last axis, the one before it, then the others. */
  private static Tensor turnedRound(LayerSpec layer, Tensor kernel, Window window) {
    int axes = window.rank();
    List<Integer> order = new ArrayList<>(List.of(axes + 1, axes));
    order.addAll(Chain.asKeras(axes));
    Tensor turned = kernel.permute(order);
    int[] spatial = IntStream.range(2, axes + 2).toArray();
    return layer.isFlipped() ? turned.flip(spatial) : turned;
  }

  /**
   * Keras 1 has kernels {@code [out, in, …kernel]} where channels are first, and those of signals
   * with an axis of size 1.
   */
  private static LayerWeights.Read kernel(
      LayerSpec layer, LayerWeights weights, Window window, int in, int out)
      throws FormatException {
    if (layer.version() > 1) {
      return weights.next("kernel", sizes(window, in, out));
    }
    List<Integer> found = weights.nextSizes();
    if (window.rank() == 1) {
      int length = window.kernel().getFirst();
      boolean isLegacy = found.size() == 4 && !(found.get(0) == length && found.get(1) == 1);
      LayerWeights.Read read =
          isLegacy
              ? weights.next("kernel", out, in, length, 1)
              : weights.next("kernel", length, 1, in, out);
      Tensor kernel =
          isLegacy
              ? read.value().reshape(out, in, length).permute(List.of(2, 1, 0))
              : read.value().reshape(length, in, out);
      return new LayerWeights.Read(read.name(), kernel);
    }
    if (layer.isChannelsLast()) {
      return weights.next("kernel", sizes(window, in, out));
    }
    List<Integer> kernel = window.kernel();
    LayerWeights.Read read = weights.next("kernel", out, in, kernel.get(0), kernel.get(1));
    return new LayerWeights.Read(read.name(), read.value().permute(List.of(2, 3, 1, 0)));
  }

  /** The parameters of one layer with the names of the weights they come from. */
  private static final class Parameters {
    final SequencedMap<String, String> names = new LinkedHashMap<>();

    Param weight(LayerWeights.Read read, Tensor inOurLayout) {
      names.put("weight", read.name());
      return Param.of("weight", inOurLayout);
    }

    Optional<Param> bias(LayerSpec layer, LayerWeights weights, int out) throws FormatException {
      if (!layer.flag(true, BIAS)) {
        return Optional.empty();
      }
      LayerWeights.Read read = weights.next("bias", out);
      names.put("bias", read.name());
      return Optional.of(Param.of("bias", read.value()));
    }
  }

  private static Layer convolution(Param weight, Optional<Param> bias, Window window, int groups) {
    return window.rank() == 1
        ? new Conv1d(weight, bias, window, groups)
        : new Conv2d(weight, bias, window, groups);
  }

  // ---- layers ----

  private static void plain(LayerSpec layer, LayerWeights weights, Chain chain, int axes)
      throws FormatException {
    chain.arrangeChannels(layer, axes);
    Window window = window(layer, axes);
    int in = chain.sizes().dim(0);
    int out = layer.size(FILTERS);
    int groups = layer.sizeIfAny("groups").orElse(1);
    if (in % groups != 0 || out % groups != 0) {
      throw layer.refused(groups + " groups do not divide " + in + " and " + out + " channels");
    }
    LayerWeights.Read kernel = kernel(layer, weights, window, in / groups, out);
    Parameters parameters = new Parameters();
    Param weight = parameters.weight(kernel, turnedRound(layer, kernel.value(), window));
    Optional<Param> bias = parameters.bias(layer, weights, out);
    chain.add(layer, "", convolution(weight, bias, window, groups), parameters.names);
    Activations.behind(layer, chain);
  }

  private static void depthwise(LayerSpec layer, LayerWeights weights, Chain chain, int axes)
      throws FormatException {
    chain.arrangeChannels(layer, axes);
    Window window = window(layer, axes);
    int in = chain.sizes().dim(0);
    int each = layer.sizeIfAny(MULTIPLIER).orElse(1);
    Parameters parameters = new Parameters();
    Param weight = perChannel(layer, weights, window, in, each, parameters);
    Optional<Param> bias = parameters.bias(layer, weights, Math.multiplyExact(in, each));
    chain.add(layer, "", convolution(weight, bias, window, in), parameters.names);
    Activations.behind(layer, chain);
  }

  /** Kernels {@code […kernel, in, each]} as {@code [in·each, 1, …kernel]}. */
  private static Param perChannel(
      LayerSpec layer, LayerWeights weights, Window window, int in, int each, Parameters parameters)
      throws FormatException {
    LayerWeights.Read kernel = weights.next("depthwise kernel", sizes(window, in, each));
    int axes = window.rank();
    List<Integer> order = new ArrayList<>(List.of(axes, axes + 1));
    order.addAll(Chain.asKeras(axes));
    int[] sizes = new int[axes + 2];
    sizes[0] = in * each;
    sizes[1] = 1;
    for (int axis = 0; axis < axes; axis++) {
      sizes[axis + 2] = window.kernel().get(axis);
    }
    return parameters.weight(kernel, kernel.value().permute(order).reshape(sizes));
  }

  private static void separable(LayerSpec layer, LayerWeights weights, Chain chain, int axes)
      throws FormatException {
    chain.arrangeChannels(layer, axes);
    Window window = window(layer, axes);
    int in = chain.sizes().dim(0);
    int each = layer.sizeIfAny(MULTIPLIER).orElse(1);
    int out = layer.size(FILTERS);
    Parameters depth = new Parameters();
    Param first = perChannel(layer, weights, window, in, each, depth);
    Window point = Window.of(ints(Collections.nCopies(axes, 1)));
    LayerWeights.Read kernel =
        weights.next("pointwise kernel", sizes(point, Math.multiplyExact(in, each), out));
    Parameters across = new Parameters();
    Param second = across.weight(kernel, turnedRound(layer, kernel.value(), point));
    Optional<Param> bias = across.bias(layer, weights, out);
    Layer depthwise = convolution(first, Optional.empty(), window, in);
    chain.add(layer, "depthwise", depthwise, depth.names);
    chain.add(layer, "pointwise", convolution(second, bias, point, 1), across.names);
    Activations.behind(layer, chain);
  }

  private static void turned(LayerSpec layer, LayerWeights weights, Chain chain, int axes)
      throws FormatException {
    chain.arrangeChannels(layer, axes);
    if (layer.version() == 1) {
      throw layer.refused("Keras 1 kept the kernels of transposed convolutions otherwise");
    }
    int in = chain.sizes().dim(0);
    int out = layer.size(FILTERS);
    Window window = window(layer, axes);
    LayerWeights.Read kernel = weights.next("kernel", sizes(window, out, in));
    Parameters parameters = new Parameters();
    Param weight = parameters.weight(kernel, turnedRound(layer, kernel.value(), window));
    Optional<Param> bias = parameters.bias(layer, weights, out);
    List<Integer> extra = new ArrayList<>();
    Window placed = placed(layer, window, extra);
    chain.add(
        layer,
        "",
        axes == 1
            ? new ConvTranspose1d(weight, bias, placed, 1, extra)
            : new ConvTranspose2d(weight, bias, placed, 1, extra),
        parameters.names);
    Activations.behind(layer, chain);
  }

  /**
   * Where Keras puts the output of a transposed convolution. Without {@code output_padding} it has
   * {@code in·stride} positions, and {@code kernel − stride} more where nothing is padded; with it
   * {@code (in − 1)·stride + kernel − 2·⌊kernel/2⌋ + output_padding}, or as many more.
   *
   * @param extra takes the positions after each axis
   */
  private static Window placed(LayerSpec layer, Window window, List<Integer> extra)
      throws FormatException {
    int axes = window.rank();
    boolean isSame = window.padding() instanceof Padding.Same;
    if (!isSame && !(window.padding() instanceof Padding.Valid)) {
      throw layer.refused("a transposed convolution has no causal padding here");
    }
    if (!layer.has("output_padding")) {
      for (int axis = 0; axis < axes; axis++) {
        int missing = window.stride().get(axis) - window.extent(axis);
        extra.add(isSame ? 0 : Math.max(missing, 0));
      }
      return window;
    }
    List<Integer> asked = layer.perAxis(axes, 0, "output_padding");
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      int cut = isSame ? 2 * (window.extent(axis) / 2) - asked.get(axis) : -asked.get(axis);
      before.add(Math.max(cut, 0) / 2);
      after.add(Math.max(cut, 0) - Math.max(cut, 0) / 2);
      extra.add(Math.max(-cut, 0));
    }
    return window.padding(Padding.of(before, after));
  }

  /** Sizes of a matrix on each position: a dense layer on more than one axis is a convolution. */
  static void dense(LayerSpec layer, LayerWeights weights, Chain chain, int out)
      throws FormatException {
    int axes = chain.rank() - 1;
    chain.arrange(layer, Chain.first(axes, axes + 1));
    LayerWeights.Read kernel = weights.next("kernel", chain.sizes().dim(0), out);
    Parameters parameters = new Parameters();
    Window point = Window.of(ints(Collections.nCopies(axes, 1)));
    Tensor turned = kernel.value().permute(List.of(1, 0));
    int[] sizes = new int[axes + 2];
    Arrays.fill(sizes, 1);
    sizes[0] = out;
    sizes[1] = chain.sizes().dim(0);
    Param weight = parameters.weight(kernel, turned.reshape(sizes));
    Optional<Param> bias = parameters.bias(layer, weights, out);
    chain.add(layer, "", convolution(weight, bias, point, 1), parameters.names);
  }
}
