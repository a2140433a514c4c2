package dev.fovea.nn.network;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Layer;
import dev.fovea.nn.LayerConfig;
import dev.fovea.nn.Pass;
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
import dev.fovea.nn.layer.ChannelDropout;
import dev.fovea.nn.layer.Conv1d;
import dev.fovea.nn.layer.Conv2d;
import dev.fovea.nn.layer.ConvTranspose1d;
import dev.fovea.nn.layer.ConvTranspose2d;
import dev.fovea.nn.layer.ConvTransposeConfig;
import dev.fovea.nn.layer.ConvolutionConfig;
import dev.fovea.nn.layer.Dropout;
import dev.fovea.nn.layer.Embedding;
import dev.fovea.nn.layer.Flatten;
import dev.fovea.nn.layer.Linear;
import dev.fovea.nn.layer.Permute;
import dev.fovea.nn.layer.Rescale;
import dev.fovea.nn.layer.Reshape;
import dev.fovea.nn.layer.Residual;
import dev.fovea.nn.layer.Upsample;
import dev.fovea.nn.layer.ZeroPad;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/**
 * A {@link Sequential} that is still being written: layers without input sizes. Immutable; each
 * method gives a longer one. Layers are named by kind and number ({@code conv1}, {@code relu1},
 * {@code conv2}) unless {@linkplain #named named}.
 *
 * @param input what the first layer is given
 * @param steps the layers, in order
 */
public record SequentialConfig(Sequential.Input input, List<Step> steps) {
  public SequentialConfig {
    steps = List.copyOf(steps);
    for (int i = 0; i < steps.size(); i++) {
      String name = steps.get(i).name();
      if (name.isEmpty() || name.contains(".")) {
        throw new IllegalArgumentException(
            "layer name: expected a word without dots but was \"" + name + "\"");
      }
      for (int j = 0; j < i; j++) {
        if (steps.get(j).name().equals(name)) {
          throw new IllegalArgumentException("layer name: " + name + " is taken already");
        }
      }
    }
  }

  /**
   * One layer to come.
   *
   * @param name its name
   * @param config what makes it
   */
  public record Step(String name, LayerConfig config) {}

  static SequentialConfig of(Sequential.Input input) {
    return new SequentialConfig(input, List.of());
  }

  // ---- any layer ----

  /** A layer to be made for the shape that reaches it. */
  public SequentialConfig add(LayerConfig config) {
    return add(freeName(config.kind()), config);
  }

  /** A layer to be made for the shape that reaches it, with a name. */
  public SequentialConfig add(String name, LayerConfig config) {
    List<Step> more = new ArrayList<>(steps);
    more.add(new Step(name, config));
    return new SequentialConfig(input, more);
  }

  /** A layer that exists already. */
  public SequentialConfig add(Layer layer) {
    return add(freeName(layer.kind()), layer);
  }

  /** A layer that exists already, with a name. */
  public SequentialConfig add(String name, Layer layer) {
    return add(name, (LayerConfig) (_, _) -> layer);
  }

  /** Gives the last layer another name. */
  public SequentialConfig named(String name) {
    if (steps.isEmpty()) {
      throw new IllegalStateException("named: there is no layer yet");
    }
    List<Step> renamed = new ArrayList<>(steps);
    renamed.set(steps.size() - 1, new Step(name, steps.getLast().config()));
    return new SequentialConfig(input, renamed);
  }

  // ---- layers with weights ----

  /** {@link Conv1d}: output channels, kernel length. */
  public SequentialConfig conv1d(int channels, int kernel) {
    return add(Conv1d.config(channels, kernel));
  }

  /** {@link Conv1d} with options: {@code conv1d(8, 3, c -> c.stride(2).padding(1))}. */
  public SequentialConfig conv1d(
      int channels, int kernel, UnaryOperator<ConvolutionConfig> options) {
    return add(options.apply(Conv1d.config(channels, kernel)));
  }

  /** {@link Conv2d} with square kernels: output channels, kernel side. */
  public SequentialConfig conv2d(int channels, int kernel) {
    return add(Conv2d.config(channels, kernel));
  }

  /** {@link Conv2d} with options: {@code conv2d(8, 3, c -> c.stride(2).padding(1))}. */
  public SequentialConfig conv2d(
      int channels, int kernel, UnaryOperator<ConvolutionConfig> options) {
    return add(options.apply(Conv2d.config(channels, kernel)));
  }

  /** {@link Linear}: output features. */
  public SequentialConfig linear(int outputs) {
    return add(Linear.config(outputs));
  }

  /** {@link Linear} with options: {@code linear(10, l -> l.bias(false))}. */
  public SequentialConfig linear(int outputs, UnaryOperator<Linear.Config> options) {
    return add(options.apply(Linear.config(outputs)));
  }

  /** {@link ConvTranspose1d} with options. */
  public SequentialConfig convTranspose1d(
      int channels, int kernel, UnaryOperator<ConvTransposeConfig> options) {
    return add(options.apply(ConvTranspose1d.config(channels, kernel)));
  }

  /** {@link ConvTranspose2d} with options. */
  public SequentialConfig convTranspose2d(
      int channels, int kernel, UnaryOperator<ConvTransposeConfig> options) {
    return add(options.apply(ConvTranspose2d.config(channels, kernel)));
  }

  /** {@link Embedding}: entries of the table, size of a vector. */
  public SequentialConfig embedding(int entries, int size) {
    return add(Embedding.config(entries, size));
  }

  // ---- normalization ----

  /** {@link BatchNorm1d}. */
  public SequentialConfig batchNorm1d() {
    return add(BatchNorm1d.config());
  }

  /** {@link BatchNorm2d}. */
  public SequentialConfig batchNorm2d() {
    return add(BatchNorm2d.config());
  }

  /** {@link LayerNorm} over all axes of an example. */
  public SequentialConfig layerNorm() {
    return add(LayerNorm.config());
  }

  /** {@link GroupNorm}. */
  public SequentialConfig groupNorm(int groups) {
    return add(GroupNorm.config(groups));
  }

  /** {@link InstanceNorm}. */
  public SequentialConfig instanceNorm() {
    return add(InstanceNorm.of());
  }

  // ---- pooling ----

  /** {@link MaxPool1d} without overlap. */
  public SequentialConfig maxPool1d(int kernel) {
    return add(MaxPool1d.of(kernel));
  }

  /** {@link MaxPool1d} with options. */
  public SequentialConfig maxPool1d(int kernel, UnaryOperator<MaxPool1d> options) {
    return add(options.apply(MaxPool1d.of(kernel)));
  }

  /** {@link MaxPool2d} of squares without overlap. */
  public SequentialConfig maxPool2d(int kernel) {
    return add(MaxPool2d.of(kernel));
  }

  /** {@link MaxPool2d} with options: {@code maxPool2d(3, p -> p.stride(2).padding(1))}. */
  public SequentialConfig maxPool2d(int kernel, UnaryOperator<MaxPool2d> options) {
    return add(options.apply(MaxPool2d.of(kernel)));
  }

  /** {@link AvgPool1d} without overlap. */
  public SequentialConfig avgPool1d(int kernel) {
    return add(AvgPool1d.of(kernel));
  }

  /** {@link AvgPool2d} of squares without overlap. */
  public SequentialConfig avgPool2d(int kernel) {
    return add(AvgPool2d.of(kernel));
  }

  /** {@link AvgPool2d} with options. */
  public SequentialConfig avgPool2d(int kernel, UnaryOperator<AvgPool2d> options) {
    return add(options.apply(AvgPool2d.of(kernel)));
  }

  /** {@link AdaptiveAvgPool1d}. */
  public SequentialConfig adaptiveAvgPool1d(int length) {
    return add(new AdaptiveAvgPool1d(length));
  }

  /** {@link AdaptiveAvgPool2d}. */
  public SequentialConfig adaptiveAvgPool2d(int height, int width) {
    return add(new AdaptiveAvgPool2d(height, width));
  }

  /** {@link GlobalAvgPool1d}. */
  public SequentialConfig globalAvgPool1d() {
    return add(new GlobalAvgPool1d());
  }

  /** {@link GlobalAvgPool2d}. */
  public SequentialConfig globalAvgPool2d() {
    return add(new GlobalAvgPool2d());
  }

  /** {@link GlobalMaxPool1d}. */
  public SequentialConfig globalMaxPool1d() {
    return add(new GlobalMaxPool1d());
  }

  /** {@link GlobalMaxPool2d}. */
  public SequentialConfig globalMaxPool2d() {
    return add(new GlobalMaxPool2d());
  }

  /** {@link Upsample}, one factor a spatial axis. */
  public SequentialConfig upsample(int... factors) {
    return add(Upsample.by(factors));
  }

  // ---- shape and chance ----

  /** {@link Flatten}. */
  public SequentialConfig flatten() {
    return add(new Flatten());
  }

  /** {@link Reshape} of each example. */
  public SequentialConfig reshape(int... dims) {
    return add(Reshape.to(dims));
  }

  /** {@link ZeroPad}, one number per spatial axis. */
  public SequentialConfig zeroPad(int... perAxis) {
    return add(ZeroPad.of(perAxis));
  }

  /** {@link Permute} of the axes of each example. */
  public SequentialConfig permute(int... order) {
    return add(Permute.to(order));
  }

  /** {@link Dropout} with this probability of 0. */
  public SequentialConfig dropout(double rate) {
    return add(new Dropout(rate));
  }

  /** {@link ChannelDropout} with this probability of 0. */
  public SequentialConfig channelDropout(double rate) {
    return add(new ChannelDropout(rate));
  }

  /** {@link Rescale}. */
  public SequentialConfig rescale(double factor, double offset) {
    return add(new Rescale(factor, offset));
  }

  // ---- activations ----

  /** {@link Relu}. */
  public SequentialConfig relu() {
    return add(new Relu());
  }

  /** {@link LeakyRelu}. */
  public SequentialConfig leakyRelu(double slope) {
    return add(new LeakyRelu(slope));
  }

  /** {@link PRelu} with one slope per channel. */
  public SequentialConfig pRelu() {
    return add(freeName("prelu"), (LayerConfig) (shape, _) -> PRelu.of(Shape.of(shape.dim(0))));
  }

  /** {@link Elu} with α = 1. */
  public SequentialConfig elu() {
    return add(new Elu(1));
  }

  /** {@link Gelu}. */
  public SequentialConfig gelu() {
    return add(new Gelu());
  }

  /** {@link Silu}. */
  public SequentialConfig silu() {
    return add(new Silu());
  }

  /** {@link Sigmoid}. */
  public SequentialConfig sigmoid() {
    return add(new Sigmoid());
  }

  /** {@link Tanh}. */
  public SequentialConfig tanh() {
    return add(new Tanh());
  }

  /** {@link Softplus}. */
  public SequentialConfig softplus() {
    return add(new Softplus());
  }

  /** {@link HardSigmoid}. */
  public SequentialConfig hardSigmoid() {
    return add(new HardSigmoid());
  }

  /** {@link HardSwish}. */
  public SequentialConfig hardSwish() {
    return add(new HardSwish());
  }

  /** {@link HardTanh}. */
  public SequentialConfig hardTanh() {
    return add(new HardTanh());
  }

  /** {@link Softmax} over the classes. */
  public SequentialConfig softmax() {
    return add(new Softmax());
  }

  /** {@link LogSoftmax} over the classes. */
  public SequentialConfig logSoftmax() {
    return add(new LogSoftmax());
  }

  // ---- branches ----

  /** {@link Residual}: the input is added to the output of a body of the same shape. */
  public SequentialConfig residual(UnaryOperator<SequentialConfig> body) {
    return add("residual", body, Optional.empty());
  }

  /** {@link Residual} whose input passes other layers on its way round. */
  public SequentialConfig residual(
      UnaryOperator<SequentialConfig> body, UnaryOperator<SequentialConfig> shortcut) {
    return add("residual", body, Optional.of(shortcut));
  }

  private SequentialConfig add(
      String kind,
      UnaryOperator<SequentialConfig> body,
      Optional<UnaryOperator<SequentialConfig>> shortcut) {
    return add(
        freeName(kind),
        (LayerConfig)
            (shape, seed) -> {
              SequentialConfig start = of(new Sequential.Input(shape, input.dtype()));
              return new Residual(
                  body.apply(start).build(seed.split("body")),
                  shortcut.map(way -> way.apply(start).build(seed.split("shortcut"))));
            });
  }

  // ---- the second step ----

  /**
   * Makes the layers, each for the shape that reaches it.
   *
   * @param seed where first weights come from: each parameter's follow from its path, so that a
   *     layer more or less leaves the others as they are
   * @throws ShapeError if a layer cannot take what reaches it; its path is in the message
   */
  public Sequential build(Seed seed) {
    SequencedMap<String, Layer> layers = new LinkedHashMap<>();
    Pass pass = Pass.evaluation();
    Tensor x = Tensor.input(input.dtype(), input.example().insert(0, 1));
    for (Step step : steps) {
      Shape example = x.shape().without(0);
      Layer layer;
      try {
        layer = step.config().build(example, seed.split(step.name()));
      } catch (ShapeError error) {
        throw error.within(step.name());
      }
      layers.put(step.name(), layer);
      x = pass.call(step.name(), layer, x);
    }
    return new Sequential(layers, Optional.of(input));
  }

  private String freeName(String kind) {
    int number = 1;
    while (isTaken(kind + number)) {
      number++;
    }
    return kind + number;
  }

  private boolean isTaken(String name) {
    return steps.stream().anyMatch(step -> step.name().equals(name));
  }
}
