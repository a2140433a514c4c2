package dev.fovea.formats.architecture;

import dev.fovea.core.Seed;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.SequencedMap;

/** Activations. */
final class ActivationTypes {
  private static final String SLOPE = "slope";
  private static final String ALPHA = "alpha";
  private static final String THRESHOLD = "threshold";
  private static final String CEILING = "ceiling";
  private static final String SLOPES = "slopes";

  static final List<LayerType<?>> ALL =
      List.of(
          LayerType.plain(new Relu(), Relu.class),
          new LayerType<>(
              LeakyRelu.class,
              SLOPE,
              List.of(SLOPE),
              options -> Blueprint.of(new LeakyRelu(options.number(SLOPE, 0.01))),
              (layer, into) -> into.put(SLOPE, layer.slope())),
          new LayerType<>(
              Elu.class,
              ALPHA,
              List.of(ALPHA),
              options -> Blueprint.of(new Elu(options.number(ALPHA, 1))),
              (layer, into) -> into.put(ALPHA, layer.alpha())),
          new LayerType<>(
              ThresholdedRelu.class,
              "",
              List.of(THRESHOLD, SLOPE, CEILING),
              options ->
                  Blueprint.of(
                      new ThresholdedRelu(
                          options.number(THRESHOLD, 0),
                          options.number(SLOPE, 0),
                          options.number(CEILING, Double.POSITIVE_INFINITY))),
              (layer, into) -> {
                into.put(THRESHOLD, layer.threshold()).put(SLOPE, layer.slope());
                if (Double.isFinite(layer.ceiling())) {
                  into.put(CEILING, layer.ceiling());
                }
              }),
          new LayerType<>(
              PRelu.class,
              SLOPES,
              List.of(SLOPES),
              options -> new Slopes(options.has(SLOPES) ? options.list(SLOPES, 1) : List.of()),
              (layer, into) -> into.set(SLOPES, Json.list(layer.weight().shape().dims()))),
          LayerType.plain(new Gelu(), Gelu.class),
          LayerType.plain(new Silu(), Silu.class),
          LayerType.plain(new Sigmoid(), Sigmoid.class),
          LayerType.plain(new Tanh(), Tanh.class),
          LayerType.plain(new Softplus(), Softplus.class),
          LayerType.plain(new HardSigmoid(), HardSigmoid.class),
          LayerType.plain(new HardSwish(), HardSwish.class),
          LayerType.plain(new HardTanh(), HardTanh.class),
          LayerType.plain(new Softmax(), Softmax.class),
          LayerType.plain(new LogSoftmax(), LogSoftmax.class));

  private ActivationTypes() {}

  /** A rectifier with learned slopes, one per channel unless their shape is given. */
  private record Slopes(List<Integer> shape) implements Blueprint {
    @Override
    public Layer build(Reach reach, Seed seed) {
      return PRelu.of(shape(reach));
    }

    @Override
    public SequencedMap<String, TensorSpec> state() {
      SequencedMap<String, TensorSpec> state = new LinkedHashMap<>();
      state.put("weight", new TensorSpec(DType.FLOAT32, shape(Reach.unknown())));
      return state;
    }

    private Shape shape(Reach reach) {
      return shape.isEmpty()
          ? Shape.of(reach.withChannels("prelu", SLOPES, OptionalInt.empty(), 0).dim(0))
          : Shape.of(shape);
    }
  }
}
