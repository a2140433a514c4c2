package dev.fovea.formats.architecture;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.core.shape.Window;
import dev.fovea.nn.Layer;
import dev.fovea.nn.LayerConfig;
import dev.fovea.nn.init.Initializer;
import dev.fovea.nn.layer.Conv1d;
import dev.fovea.nn.layer.Conv2d;
import dev.fovea.nn.layer.ConvTranspose1d;
import dev.fovea.nn.layer.ConvTranspose2d;
import dev.fovea.nn.layer.ConvTransposeConfig;
import dev.fovea.nn.layer.ConvolutionConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import tools.jackson.databind.node.ObjectNode;

/** Convolutions and transposed convolutions. */
final class ConvolutionTypes {
  private static final String IN = "in";
  private static final String OUT = "out";
  private static final String GROUPS = "groups";
  private static final String BIAS = "bias";
  private static final String OUTPUT_PADDING = "output_padding";
  private static final List<String> OPTIONS =
      List.of(
          IN,
          OUT,
          Windows.KERNEL,
          Windows.STRIDE,
          Windows.PADDING,
          Windows.DILATION,
          GROUPS,
          BIAS,
          WeightStart.OPTION);
  private static final List<String> TRANSPOSED_OPTIONS = transposedOptions();

  static final List<LayerType<?>> ALL =
      List.of(
          new LayerType<>(
              Conv1d.class,
              "",
              OPTIONS,
              options -> convolution("conv1d", options, 1),
              (layer, into) ->
                  write(layer.weight(), layer.bias(), layer.window(), layer.groups(), into)),
          new LayerType<>(
              Conv2d.class,
              "",
              OPTIONS,
              options -> convolution("conv2d", options, 2),
              (layer, into) ->
                  write(layer.weight(), layer.bias(), layer.window(), layer.groups(), into)),
          new LayerType<>(
              ConvTranspose1d.class,
              "",
              TRANSPOSED_OPTIONS,
              options -> transposed("convtranspose1d", options, 1),
              (layer, into) -> {
                writeTransposed(layer.weight(), layer.bias(), layer.window(), layer.groups(), into);
                into.set(OUTPUT_PADDING, Json.perAxis(layer.outputPadding()));
              }),
          new LayerType<>(
              ConvTranspose2d.class,
              "",
              TRANSPOSED_OPTIONS,
              options -> transposed("convtranspose2d", options, 2),
              (layer, into) -> {
                writeTransposed(layer.weight(), layer.bias(), layer.window(), layer.groups(), into);
                into.set(OUTPUT_PADDING, Json.perAxis(layer.outputPadding()));
              }));

  private ConvolutionTypes() {}

  private static List<String> transposedOptions() {
    List<String> all = new ArrayList<>(OPTIONS);
    all.add(OUTPUT_PADDING);
    return List.copyOf(all);
  }

  /**
   * A convolution of any direction.
   *
   * @param type its type name
   * @param in its input channels, if they are given
   * @param config what makes it
   * @param weight the shape of its weight when the input channels are known
   */
  private record Convolution(
      String type,
      OptionalInt in,
      int out,
      int axes,
      boolean hasBias,
      LayerConfig config,
      WeightShape weight)
      implements Blueprint {
    @Override
    public Layer build(Reach reach, Seed seed) {
      return config.build(reach.withChannels(type, IN, in, axes), seed);
    }

    @Override
    public SequencedMap<String, TensorSpec> state() {
      int channels = Reach.unknown().withChannels(type, IN, in, 0).dim(0);
      SequencedMap<String, TensorSpec> state = new LinkedHashMap<>();
      state.put("weight", TensorSpec.floats(weight.of(channels)));
      if (hasBias) {
        state.put("bias", TensorSpec.floats(out));
      }
      return state;
    }
  }

  /** The shape of a weight. */
  @FunctionalInterface
  private interface WeightShape {
    int[] of(int inputChannels);
  }

  private static Blueprint convolution(String type, Options options, int axes) {
    int out = options.whole(OUT, 1);
    Window window = Windows.ofConvolution(options, axes);
    int groups = options.whole(GROUPS, 1, 1);
    boolean hasBias = options.flag(BIAS, true);
    Initializer weights = WeightStart.read(options);
    LayerConfig config = new ConvolutionConfig(out, window, groups, hasBias, weights);
    return new Convolution(
        type,
        options.size(IN),
        out,
        axes,
        hasBias,
        config,
        in -> weightShape(out, divided(type, in, groups), window));
  }

  private static Blueprint transposed(String type, Options options, int axes) {
    int out = options.whole(OUT, 1);
    Window window = Windows.ofConvolution(options, axes);
    List<Integer> extra =
        options.has(OUTPUT_PADDING)
            ? options.perAxis(OUTPUT_PADDING, axes, 0)
            : Collections.nCopies(axes, 0);
    int groups = options.whole(GROUPS, 1, 1);
    boolean hasBias = options.flag(BIAS, true);
    Initializer weights = WeightStart.read(options);
    LayerConfig config = new ConvTransposeConfig(out, window, extra, groups, hasBias, weights);
    return new Convolution(
        type,
        options.size(IN),
        out,
        axes,
        hasBias,
        config,
        in -> weightShape(in, divided(type, out, groups), window));
  }

  private static int divided(String type, int channels, int groups) {
    if (channels % groups != 0) {
      throw ShapeError.of(type + ": groups do not divide the channels")
          .fact("channels", channels)
          .fact("but was", groups + " groups");
    }
    return channels / groups;
  }

  private static int[] weightShape(int first, int second, Window window) {
    List<Integer> dims = new ArrayList<>(List.of(first, second));
    dims.addAll(window.kernel());
    return Windows.ints(dims);
  }

  private static void write(
      Param weight, Optional<Param> bias, Window window, int groups, ObjectNode into) {
    into.put(IN, weight.shape().dim(1) * groups);
    into.put(OUT, weight.shape().dim(0));
    writeRest(bias, window, groups, into);
  }

  private static void writeTransposed(
      Param weight, Optional<Param> bias, Window window, int groups, ObjectNode into) {
    into.put(IN, weight.shape().dim(0));
    into.put(OUT, weight.shape().dim(1) * groups);
    writeRest(bias, window, groups, into);
  }

  private static void writeRest(Optional<Param> bias, Window window, int groups, ObjectNode into) {
    Windows.write(window, into);
    into.put(GROUPS, groups);
    into.put(BIAS, bias.isPresent());
  }
}
