package dev.fovea.formats.keras;

import dev.fovea.files.FormatException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The layers of a model that its outputs depend on, each after those it takes from. */
final class Ordered {
  private final Map<String, LayerSpec> byName = new HashMap<>();
  private final List<LayerSpec> ordered = new ArrayList<>();
  private final Set<String> done = new HashSet<>();
  private final Set<String> open = new HashSet<>();

  private Ordered(ModelConfig config) {
    config.layers().forEach(layer -> byName.put(layer.name(), layer));
  }

  /**
   * Puts layers in order; those of a sequential model are.
   *
   * @throws FormatException if a layer is missing, or takes from itself
   */
  static List<LayerSpec> of(ModelConfig config) throws FormatException {
    if (config.isSequential()) {
      return config.layers();
    }
    if (config.outputs().isEmpty()) {
      throw FormatException.of(Hdf5.WHAT + ": the model gives nothing")
          .fact("model", config.name())
          .fact("expected", "output_layers");
    }
    Ordered all = new Ordered(config);
    // Inputs keep the order in which the model takes them.
    for (LayerSpec layer : config.layers()) {
      if (layer.inputs().isEmpty() && config.inputs().contains(layer.name())) {
        all.visit(layer.name());
      }
    }
    for (String output : config.outputs()) {
      all.visit(output);
    }
    return all.ordered;
  }

  /** Without recursion: a file may have as many layers in a row as it likes. */
  private void visit(String output) throws FormatException {
    Deque<String> path = new ArrayDeque<>(List.of(output));
    while (!path.isEmpty()) {
      LayerSpec layer = byName.get(path.peek());
      if (layer == null) {
        throw FormatException.of(Hdf5.WHAT + ": a layer is missing").fact("expected", path.peek());
      }
      String name = layer.name();
      if (done.contains(name)) {
        path.pop();
        continue;
      }
      List<String> missing = layer.inputs().stream().filter(from -> !done.contains(from)).toList();
      if (missing.isEmpty()) {
        path.pop();
        open.remove(name);
        done.add(name);
        ordered.add(layer);
      } else if (open.add(name)) {
        missing.forEach(path::push);
      } else {
        throw layer.refused("it takes from itself, by way of " + String.join(", ", missing));
      }
    }
  }
}
