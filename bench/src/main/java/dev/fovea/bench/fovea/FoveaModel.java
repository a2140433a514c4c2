package dev.fovea.bench.fovea;

import dev.fovea.bench.network.Network;
import dev.fovea.bench.network.Step;
import dev.fovea.bench.network.Weight;
import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import dev.fovea.nn.Layer;
import dev.fovea.nn.LayerConfig;
import dev.fovea.nn.activation.Relu;
import dev.fovea.nn.activation.Sigmoid;
import dev.fovea.nn.layer.Conv1d;
import dev.fovea.nn.layer.Conv2d;
import dev.fovea.nn.layer.ConvolutionConfig;
import dev.fovea.nn.layer.Dropout;
import dev.fovea.nn.layer.Flatten;
import dev.fovea.nn.layer.Linear;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.network.SequentialConfig;
import dev.fovea.nn.norm.BatchNorm2d;
import dev.fovea.nn.norm.BatchNormOptions;
import dev.fovea.nn.pool.AvgPool2d;
import dev.fovea.nn.pool.GlobalAvgPool2d;
import dev.fovea.nn.pool.MaxPool1d;
import dev.fovea.nn.pool.MaxPool2d;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A network as a Fovea model. */
final class FoveaModel {
  private static final Seed SEED = Seed.of(1);

  private FoveaModel() {}

  /**
   * The model at its first weights.
   *
   * @param hasDropout whether dropout layers are kept
   */
  static Sequential of(Network network, boolean hasDropout) {
    SequentialConfig config = Sequential.input(dims(network.input()));
    for (Step step : network.steps()) {
      if (hasDropout || !(step instanceof Step.Dropout)) {
        config = add(config, step);
      }
    }
    Sequential model = config.build(SEED);
    Map<String, Param> parameters = model.allParameters();
    for (Weight weight : network.weights()) {
      Param parameter = parameters.get(weight.path());
      if (parameter == null) {
        throw new IllegalStateException(
            "no weight " + weight.path() + " in " + parameters.keySet());
      }
      parameter.assign(Tensor.wrap(weight.values(), dims(weight.shape())));
    }
    return model;
  }

  static int[] dims(List<Integer> shape) {
    return shape.stream().mapToInt(Integer::intValue).toArray();
  }

  private static SequentialConfig add(SequentialConfig config, Step step) {
    return switch (step) {
      case Step.Convolution convolution -> config.add(convolution.name(), convolution(convolution));
      case Step.Linear linear -> config.add(linear.name(), Linear.config(linear.outputs()));
      case Step.BatchNorm norm -> config.add(norm.name(), BatchNorm2d.config());
      case Step.Relu _ -> config.add(new Relu());
      case Step.Sigmoid _ -> config.add(new Sigmoid());
      case Step.MaxPool pool -> config.add((LayerConfig) (shape, _) -> maxPool(pool, shape.rank()));
      case Step.AvgPool pool -> config.add(AvgPool2d.of(pool.kernel()));
      case Step.GlobalAvgPool _ -> config.add(new GlobalAvgPool2d());
      case Step.Flatten _ -> config.add(new Flatten());
      case Step.Dropout dropout -> config.add(new Dropout(dropout.rate()));
      case Step.Block block ->
          config.add(block.name(), (LayerConfig) (shape, _) -> block(block, shape));
    };
  }

  private static LayerConfig convolution(Step.Convolution step) {
    ConvolutionConfig config =
        step.kernel().size() == 1
            ? Conv1d.config(step.channels(), step.kernel().getFirst())
            : Conv2d.config(step.channels(), Window.of(dims(step.kernel())));
    return config.stride(step.stride()).padding(step.padding()).bias(step.hasBias());
  }

  private static Layer maxPool(Step.MaxPool pool, int rank) {
    return rank == 2
        ? MaxPool1d.of(pool.kernel()).stride(pool.stride()).padding(pool.padding())
        : MaxPool2d.of(pool.kernel()).stride(pool.stride()).padding(pool.padding());
  }

  private static BasicBlock block(Step.Block block, Shape input) {
    List<Integer> shape = Arrays.stream(input.dims()).boxed().toList();
    List<Step> body = block.body();
    Shape inner = Shape.of(body.getFirst().output(shape));
    List<Step> shortcut = block.shortcut(shape);
    return new BasicBlock(
        conv2d(body.get(0), input),
        BatchNorm2d.of(block.channels(), BatchNormOptions.DEFAULT),
        conv2d(body.get(3), inner),
        BatchNorm2d.of(block.channels(), BatchNormOptions.DEFAULT),
        shortcut.isEmpty()
            ? Optional.empty()
            : Optional.of(
                Sequential.of(
                    conv2d(shortcut.getFirst(), input),
                    BatchNorm2d.of(block.channels(), BatchNormOptions.DEFAULT))));
  }

  private static Conv2d conv2d(Step step, Shape input) {
    return (Conv2d) convolution((Step.Convolution) step).build(input, SEED);
  }
}
