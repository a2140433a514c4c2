package dev.fovea.formats.architecture;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Pass;
import dev.fovea.nn.network.Sequential;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Layers one after the other. Seeds and names are those of {@code SequentialConfig}: the same
 * network gets the same first weights, written in Java or here.
 *
 * @param steps the layers by name, in order
 */
record Sequence(SequencedMap<String, Blueprint> steps) implements Blueprint {
  Sequence {
    steps = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(steps));
  }

  /** Reads a list of layers. */
  static Sequence read(JsonNode layers, String path) {
    if (!layers.isArray()) {
      throw ShapeError.of("network: layers are not a list")
          .fact("at", path)
          .fact("expected", "a list of layers")
          .fact("but was", Json.brief(layers));
    }
    SequencedMap<String, Blueprint> steps = new LinkedHashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      String place = path + "[" + i + "]";
      LayerTypes.Read layer = LayerTypes.read(layers.get(i), place);
      String name = layer.name().isEmpty() ? freeName(layer.type().kind(), steps) : layer.name();
      if (name.contains(".") || steps.putIfAbsent(name, layer.blueprint()) != null) {
        throw ShapeError.of("network: a layer cannot have this name")
            .fact("at", place)
            .fact("expected", "a word without dots that no layer before it has")
            .fact("but was", name);
      }
    }
    return new Sequence(steps);
  }

  private static String freeName(String kind, SequencedMap<String, Blueprint> taken) {
    int number = 1;
    while (taken.containsKey(kind + number)) {
      number++;
    }
    return kind + number;
  }

  @Override
  public Sequential build(Reach reach, Seed seed) {
    SequencedMap<String, Layer> layers = new LinkedHashMap<>();
    Optional<Sequential.Input> input =
        reach.example().map(example -> new Sequential.Input(example, reach.dtype()));
    Pass pass = Pass.evaluation();
    @Nullable Tensor x =
        input.map(known -> Tensor.input(known.dtype(), known.example().insert(0, 1))).orElse(null);
    for (String name : steps.sequencedKeySet()) {
      Blueprint step = steps.get(name);
      if (step == null) {
        throw new IllegalStateException(name);
      }
      Layer layer;
      try {
        layer = step.build(x == null ? Reach.unknown() : reached(x), seed.split(name));
      } catch (ShapeError error) {
        throw error.within(name);
      }
      layers.put(name, layer);
      if (x != null) {
        x = pass.call(name, layer, x);
      }
    }
    return new Sequential(layers, input);
  }

  private static Reach reached(Tensor x) {
    Shape example = x.shape().without(0);
    return new Reach(Optional.of(example), x.dtype());
  }

  @Override
  public SequencedMap<String, TensorSpec> state() {
    SequencedMap<String, TensorSpec> all = new LinkedHashMap<>();
    steps.forEach((name, step) -> {
      try {
        step.state().forEach((path, spec) -> all.put(name + "." + path, spec));
      } catch (ShapeError error) {
        throw error.within(name);
      }
    });
    return all;
  }
}
