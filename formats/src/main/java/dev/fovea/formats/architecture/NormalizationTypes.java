package dev.fovea.formats.architecture;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Layer;
import dev.fovea.nn.norm.BatchNorm1d;
import dev.fovea.nn.norm.BatchNorm2d;
import dev.fovea.nn.norm.BatchNormOptions;
import dev.fovea.nn.norm.GroupNorm;
import dev.fovea.nn.norm.InstanceNorm;
import dev.fovea.nn.norm.LayerNorm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import tools.jackson.databind.node.ObjectNode;

/** Layers that normalize. */
final class NormalizationTypes {
  private static final String CHANNELS = "channels";
  private static final String EPSILON = "epsilon";
  private static final String MOMENTUM = "momentum";
  private static final String GROUPS = "groups";
  private static final String SHAPE = "shape";
  private static final String WEIGHT = "weight";
  private static final String BIAS = "bias";
  private static final double DEFAULT_EPSILON = 1e-5;
  private static final List<String> BATCH_OPTIONS = List.of(CHANNELS, EPSILON, MOMENTUM);

  static final List<LayerType<?>> ALL =
      List.of(
          new LayerType<>(
              BatchNorm1d.class,
              "",
              BATCH_OPTIONS,
              options -> batch("batchnorm1d", options, 1),
              (layer, into) -> writeBatch(layer.weight(), layer.options(), into)),
          new LayerType<>(
              BatchNorm2d.class,
              "",
              BATCH_OPTIONS,
              options -> batch("batchnorm2d", options, 2),
              (layer, into) -> writeBatch(layer.weight(), layer.options(), into)),
          new LayerType<>(
              GroupNorm.class,
              GROUPS,
              List.of(GROUPS, CHANNELS, EPSILON),
              options ->
                  new Groups(options.whole(GROUPS, 1), options.size(CHANNELS), epsilon(options)),
              (layer, into) -> {
                into.put(GROUPS, layer.groups());
                into.put(CHANNELS, layer.weight().shape().dim(0));
                into.put(EPSILON, layer.epsilon());
              }),
          new LayerType<>(
              LayerNorm.class,
              SHAPE,
              List.of(SHAPE, EPSILON),
              options ->
                  new WholeExample(
                      options.has(SHAPE)
                          ? Optional.of(Shape.of(options.list(SHAPE, 1)))
                          : Optional.empty(),
                      epsilon(options)),
              (layer, into) -> {
                into.set(SHAPE, Json.list(layer.weight().shape().dims()));
                into.put(EPSILON, layer.epsilon());
              }),
          new LayerType<>(
              InstanceNorm.class,
              "",
              List.of(CHANNELS, WEIGHT, BIAS, EPSILON),
              options ->
                  new EachChannel(
                      options.size(CHANNELS),
                      options.flag(WEIGHT, false),
                      options.flag(BIAS, false),
                      epsilon(options)),
              (layer, into) -> {
                layer
                    .weight()
                    .or(layer::bias)
                    .ifPresent(some -> into.put(CHANNELS, some.shape().dim(0)));
                into.put(WEIGHT, layer.weight().isPresent());
                into.put(BIAS, layer.bias().isPresent());
                into.put(EPSILON, layer.epsilon());
              }));

  private NormalizationTypes() {}

  private static double epsilon(Options options) {
    double epsilon = options.number(EPSILON, DEFAULT_EPSILON);
    if (!(epsilon >= 0)) {
      throw options.bad(EPSILON, "a number of at least 0");
    }
    return epsilon;
  }

  private static Blueprint batch(String type, Options options, int axes) {
    double epsilon = options.number(EPSILON, BatchNormOptions.DEFAULT.epsilon());
    double momentum = options.number(MOMENTUM, BatchNormOptions.DEFAULT.momentum());
    if (!(epsilon > 0)) {
      throw options.bad(EPSILON, "a number above 0");
    }
    if (!(momentum >= 0 && momentum <= 1)) {
      throw options.bad(MOMENTUM, "a number from 0 to 1");
    }
    return new Batch(type, axes, options.size(CHANNELS), new BatchNormOptions(epsilon, momentum));
  }

  private static void writeBatch(Param weight, BatchNormOptions options, ObjectNode into) {
    into.put(CHANNELS, weight.shape().dim(0));
    into.put(EPSILON, options.epsilon());
    into.put(MOMENTUM, options.momentum());
  }

  private static SequencedMap<String, TensorSpec> scaleAndCenter(int... dims) {
    SequencedMap<String, TensorSpec> state = new LinkedHashMap<>();
    state.put("weight", TensorSpec.floats(dims));
    state.put("bias", TensorSpec.floats(dims));
    return state;
  }

  private static int channelsOf(String type, Reach reach, OptionalInt declared) {
    return reach.withChannels(type, CHANNELS, declared, 0).dim(0);
  }

  private record Batch(String type, int axes, OptionalInt channels, BatchNormOptions options)
      implements Blueprint {
    @Override
    public Layer build(Reach reach, Seed seed) {
      int number = channelsOf(type, reach, channels);
      return axes == 1 ? BatchNorm1d.of(number, options) : BatchNorm2d.of(number, options);
    }

    @Override
    public SequencedMap<String, TensorSpec> state() {
      int number = channelsOf(type, Reach.unknown(), channels);
      SequencedMap<String, TensorSpec> state = scaleAndCenter(number);
      state.put("running_mean", TensorSpec.floats(number));
      state.put("running_var", TensorSpec.floats(number));
      state.put("num_batches_tracked", new TensorSpec(DType.INT64, Shape.scalar()));
      return state;
    }
  }

  private record Groups(int groups, OptionalInt channels, double epsilon) implements Blueprint {
    @Override
    public Layer build(Reach reach, Seed seed) {
      GroupNorm start = GroupNorm.of(groups, channelsOf("groupnorm", reach, channels));
      return new GroupNorm(groups, start.weight(), start.bias(), epsilon);
    }

    @Override
    public SequencedMap<String, TensorSpec> state() {
      return scaleAndCenter(channelsOf("groupnorm", Reach.unknown(), channels));
    }
  }

  private record WholeExample(Optional<Shape> shape, double epsilon) implements Blueprint {
    @Override
    public Layer build(Reach reach, Seed seed) {
      LayerNorm start = LayerNorm.of(shape.or(reach::example).orElseThrow(this::unknownSizes));
      return new LayerNorm(start.weight(), start.bias(), epsilon);
    }

    @Override
    public SequencedMap<String, TensorSpec> state() {
      return scaleAndCenter(shape.orElseThrow(this::unknownSizes).dims());
    }

    private ShapeError unknownSizes() {
      return ShapeError.of("layernorm: the number of inputs is not known")
          .fact("expected", "the option shape, or an input of the network");
    }
  }

  private record EachChannel(
      OptionalInt channels, boolean hasWeight, boolean hasBias, double epsilon)
      implements Blueprint {
    @Override
    public Layer build(Reach reach, Seed seed) {
      if (!hasWeight && !hasBias) {
        return new InstanceNorm(Optional.empty(), Optional.empty(), epsilon);
      }
      InstanceNorm start = InstanceNorm.affine(channelsOf("instancenorm", reach, channels));
      return new InstanceNorm(
          start.weight().filter(_ -> hasWeight), start.bias().filter(_ -> hasBias), epsilon);
    }

    @Override
    public SequencedMap<String, TensorSpec> state() {
      if (!hasWeight && !hasBias) {
        return new LinkedHashMap<>();
      }
      SequencedMap<String, TensorSpec> state =
          scaleAndCenter(channelsOf("instancenorm", Reach.unknown(), channels));
      if (!hasWeight) {
        state.remove("weight");
      }
      if (!hasBias) {
        state.remove("bias");
      }
      return state;
    }
  }
}
