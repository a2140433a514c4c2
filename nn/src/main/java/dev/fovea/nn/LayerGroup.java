package dev.fovea.nn;

import dev.fovea.core.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** The layers in a list or map of a user's record: a step in their paths, never called itself. */
record LayerGroup(SequencedMap<String, Layer> children) implements Layer {
  LayerGroup {
    children = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(children));
  }

  static LayerGroup of(List<?> layers) {
    SequencedMap<String, Layer> named = new LinkedHashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) instanceof Layer layer) {
        named.put(Integer.toString(i), layer);
      }
    }
    return new LayerGroup(named);
  }

  static LayerGroup of(Map<?, ?> layers) {
    SequencedMap<String, Layer> named = new LinkedHashMap<>();
    layers.forEach((name, part) -> {
      if (part instanceof Layer layer) {
        named.put(String.valueOf(name), layer);
      }
    });
    return new LayerGroup(named);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    throw new UnsupportedOperationException(
        "a list of layers has no output of its own: call its members "
            + children.sequencedKeySet());
  }
}
