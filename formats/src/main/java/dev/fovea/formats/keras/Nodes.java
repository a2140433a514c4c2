package dev.fovea.formats.keras;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.nn.Layer;
import dev.fovea.nn.network.GraphNetwork;
import dev.fovea.nn.network.Model;
import dev.fovea.nn.network.Sequential;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Layers of ours and what they take from, as they come out of Keras'. */
final class Nodes {
  private final List<GraphNetwork.Node> nodes = new ArrayList<>();
  private final SequencedMap<String, String> weights = new LinkedHashMap<>();
  private final Set<String> taken;
  private final Set<String> reserved;

  /**
   * With none yet.
   *
   * @param inputs the names of the inputs
   * @param reserved names that belong to layers of Keras': those put between have others
   */
  Nodes(Set<String> inputs, Set<String> reserved) {
    this.taken = new HashSet<>(inputs);
    this.reserved = Set.copyOf(reserved);
  }

  /** A name as a part of a path. */
  static String pathName(String name) {
    return name.replace('.', '_');
  }

  /**
   * Puts a layer.
   *
   * @param suffix what is put after Keras' name; empty for the layer itself
   * @return its name, which is that of its value too
   */
  String put(LayerSpec spec, String suffix, Layer layer, List<String> from) {
    String own = pathName(spec.name());
    String wanted = suffix.isEmpty() ? own : own + "_" + suffix;
    String name = wanted;
    for (int number = 2;
        taken.contains(name) || (!suffix.isEmpty() && reserved.contains(name));
        number++) {
      name = wanted + "_" + number;
    }
    taken.add(name);
    nodes.add(new GraphNetwork.Node(name, layer, from, List.of(name)));
    return name;
  }

  /** Remembers what Keras calls a parameter. */
  void remember(String path, String weight) {
    weights.put(path, weight);
  }

  /** The names of weights by the paths of parameters. */
  SequencedMap<String, String> weights() {
    return weights;
  }

  /**
   * An input.
   *
   * @param sizes of one example; not known where some are open
   */
  record Input(Optional<Shape> sizes, DType dtype) {
    Optional<Sequential.Input> known() {
      return sizes.map(shape -> new Sequential.Input(shape, dtype));
    }
  }

  /** The network: layers one after the other where that is what they are. */
  Model network(SequencedMap<String, Input> inputs, List<String> outputs) {
    if (inputs.size() == 1 && outputs.size() == 1) {
      String before = inputs.firstEntry().getKey();
      SequencedMap<String, Layer> layers = new LinkedHashMap<>();
      for (GraphNetwork.Node node : nodes) {
        if (!node.inputs().equals(List.of(before))) {
          return graph(inputs, outputs);
        }
        layers.put(node.name(), node.layer());
        before = node.name();
      }
      return before.equals(outputs.getFirst())
          ? new Sequential(layers, inputs.firstEntry().getValue().known())
          : graph(inputs, outputs);
    }
    return graph(inputs, outputs);
  }

  private GraphNetwork graph(SequencedMap<String, Input> inputs, List<String> outputs) {
    SequencedMap<String, Optional<Sequential.Input>> known = new LinkedHashMap<>();
    inputs.forEach((name, input) -> known.put(name, input.known()));
    return new GraphNetwork(
        known, new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), nodes, outputs);
  }
}
