package dev.fovea.nn.network;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.nn.Layer;
import dev.fovea.nn.LayerConfig;
import dev.fovea.nn.Pass;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Layers one after the other, each with a name.
 *
 * <pre>{@code
 * Sequential cnn = Sequential.input(1, 28, 28)
 *     .conv2d(8, 5).relu().maxPool2d(2)
 *     .flatten().linear(10)
 *     .build(Seed.of(42));
 * }</pre>
 *
 * @param layers the layers by name, in order
 * @param input the shape of one example and its type, if known
 */
public record Sequential(SequencedMap<String, Layer> layers, Optional<Input> input)
    implements Model {
  public Sequential {
    layers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(layers));
  }

  /**
   * What a model takes.
   *
   * @param example the sizes of one example, without the batch axis
   * @param dtype the type of its numbers
   */
  public record Input(Shape example, DType dtype) {}

  /**
   * Begins a network for examples of these sizes, without the batch axis: {@code (C, H, W)}, {@code
   * (C, L)} or {@code (features)}.
   */
  public static SequentialConfig input(int... example) {
    return SequentialConfig.of(new Input(Shape.of(example), DType.FLOAT32));
  }

  /** Begins a network for examples of any element type, such as word numbers. */
  public static SequentialConfig input(DType dtype, int... example) {
    return SequentialConfig.of(new Input(Shape.of(example), dtype));
  }

  /** Layers in this order, named {@code 0}, {@code 1}, … as in PyTorch. */
  public static Sequential of(Layer... layers) {
    SequencedMap<String, Layer> named = new LinkedHashMap<>();
    for (Layer layer : layers) {
      named.put(Integer.toString(named.size()), layer);
    }
    return new Sequential(named, Optional.empty());
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor y = x;
    for (Map.Entry<String, Layer> layer : layers.entrySet()) {
      y = pass.call(layer.getKey(), layer.getValue(), y);
    }
    return y;
  }

  @Override
  public SequencedMap<String, Layer> children() {
    return layers;
  }

  /**
   * The layers up to and with the one at a path, sharing their parameters: what its output looks
   * like.
   *
   * @param path a name, or names joined by dots where layers inside are sequential too
   * @throws IllegalArgumentException if there is no such layer
   */
  @Override
  public Sequential upTo(String path) {
    Layer last = child(path);
    int dot = path.indexOf('.');
    String name = dot < 0 ? path : path.substring(0, dot);
    SequencedMap<String, Layer> kept = new LinkedHashMap<>();
    for (Map.Entry<String, Layer> layer : layers.entrySet()) {
      if (!layer.getKey().equals(name)) {
        kept.put(layer.getKey(), layer.getValue());
      } else if (dot < 0) {
        kept.put(name, last);
        break;
      } else if (layer.getValue() instanceof Sequential inner) {
        kept.put(name, inner.upTo(path.substring(dot + 1)));
        break;
      } else {
        throw new IllegalArgumentException(
            "upTo: " + name + " is no Sequential: it cannot be cut at " + path);
      }
    }
    return new Sequential(kept, input);
  }

  @Override
  public Sequential replace(String path, Layer replacement) {
    child(path);
    int dot = path.indexOf('.');
    SequencedMap<String, Layer> changed = new LinkedHashMap<>(layers);
    if (dot < 0) {
      changed.put(path, replacement);
    } else {
      changed.computeIfPresent(
          path.substring(0, dot),
          (_, inner) -> inner.replace(path.substring(dot + 1), replacement));
    }
    return new Sequential(changed, input);
  }

  /**
   * This network with a fresh layer instead of one of its own; the rest, parameters included, is
   * shared. Its sizes follow from what reaches it: {@code net.replace("fc", Linear.config(5),
   * seed)}.
   *
   * @param name the layer's name in this network
   * @param config the fresh layer
   * @param seed where its first weights come from
   * @throws IllegalArgumentException if there is no such layer
   * @throws IllegalStateException if the shape of the examples is not known
   */
  public Sequential replace(String name, LayerConfig config, Seed seed) {
    child(name);
    Input known =
        input.orElseThrow(() ->
            new IllegalStateException(
                "replace: the shape of an example is not known; give a layer instead"));
    Tensor x = Tensor.input(known.dtype(), known.example().insert(0, 1));
    Pass pass = Pass.evaluation();
    for (Map.Entry<String, Layer> layer : layers.entrySet()) {
      if (layer.getKey().equals(name)) {
        break;
      }
      x = pass.call(layer.getKey(), layer.getValue(), x);
    }
    return replace(name, config.build(x.shape().without(0), seed.split(name)));
  }
}
