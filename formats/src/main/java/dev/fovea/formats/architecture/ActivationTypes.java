package dev.fovea.formats.architecture;

import dev.fovea.nn.Elu;
import dev.fovea.nn.Gelu;
import dev.fovea.nn.HardSigmoid;
import dev.fovea.nn.HardSwish;
import dev.fovea.nn.HardTanh;
import dev.fovea.nn.LeakyRelu;
import dev.fovea.nn.LogSoftmax;
import dev.fovea.nn.Relu;
import dev.fovea.nn.Sigmoid;
import dev.fovea.nn.Silu;
import dev.fovea.nn.Softmax;
import dev.fovea.nn.Softplus;
import dev.fovea.nn.Tanh;
import java.util.List;

/** Activations. */
final class ActivationTypes {
  private static final String SLOPE = "slope";
  private static final String ALPHA = "alpha";

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
}
