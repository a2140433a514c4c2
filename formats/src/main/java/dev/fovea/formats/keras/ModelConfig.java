package dev.fovea.formats.keras;

import dev.fovea.files.FormatException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model as Keras describes it.
 *
 * @param name its name
 * @param layers its layers
 * @param isSequential whether each layer takes from the one before
 * @param inputs the names of the layers that the model's inputs are; empty in a sequential model
 * @param outputs the names of the layers whose outputs are the model's; empty in a sequential model
 * @param input what {@code build_input_shape} says, if it is there
 */
record ModelConfig(
    String name,
    List<LayerSpec> layers,
    boolean isSequential,
    List<String> inputs,
    List<String> outputs,
    Optional<JsonNode> input) {
  private static final int DEEPEST = 8;
  private static final Set<String> MODELS = Set.of("Sequential", "Model", "Functional");

  ModelConfig {
    layers = List.copyOf(layers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * Reads a model's description.
   *
   * @param version of Keras: 1, 2 or 3
   * @param isFlipped whether it was Theano that computed
   */
  static ModelConfig read(ObjectNode model, int version, boolean isFlipped) throws FormatException {
    String kind = model.path("class_name").asString("");
    JsonNode config = model.path("config");
    JsonNode layers = config.isArray() ? config : config.path("layers");
    if (!layers.isArray()) {
      throw FormatException.of(Hdf5.WHAT + ": the layers are not in the file")
          .fact("model", kind)
          .fact("expected", "a Sequential or Functional model");
    }
    boolean isSequential = kind.equals("Sequential");
    if (!isSequential && !isModel(kind)) {
      throw FormatException.of(Hdf5.WHAT + ": a model of another class")
          .fact("expected", "Sequential, Model or Functional")
          .fact("found", kind);
    }
    List<LayerSpec> found = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < layers.size(); i++) {
      LayerSpec layer = layer(layers.get(i), i, isSequential, version, isFlipped);
      if (!names.add(layer.name())) {
        throw layer.refused("another layer has this name too");
      }
      found.add(layer);
    }
    return new ModelConfig(
        config.path("name").asString("model"),
        found,
        isSequential,
        isSequential ? List.of() : endpoints(config.path("input_layers")),
        isSequential ? List.of() : endpoints(config.path("output_layers")),
        Optional.ofNullable(config.get("build_input_shape")));
  }

  /** Whether a layer of this kind has layers itself. */
  static boolean isModel(String kind) {
    return MODELS.contains(kind);
  }

  /** The description of a model that is a layer. */
  static ModelConfig inside(LayerSpec model) throws FormatException {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("class_name", model.kind());
    node.set("config", model.config());
    return read(node, model.version(), model.isFlipped());
  }

  private static LayerSpec layer(
      JsonNode node, int index, boolean isSequential, int version, boolean isFlipped)
      throws FormatException {
    String kind = node.path("class_name").asString("");
    if (kind.isEmpty() || !(node.get("config") instanceof ObjectNode config)) {
      throw FormatException.of(Hdf5.WHAT + ": a layer cannot be read")
          .fact("place", "layers[" + index + "]")
          .fact("expected", "class_name and config");
    }
    String name = config.path("name").asString(node.path("name").asString(""));
    if (name.isEmpty()) {
      name = kind + "_" + index;
    }
    List<String> inputs = isSequential ? List.of() : inputs(name, kind, node);
    return new LayerSpec(kind, name, config, inputs, version, isFlipped, 0);
  }

  /** Names as in {@code [["dense", 0, 0], …]}, or one {@code ["dense", 0, 0]}. */
  private static List<String> endpoints(JsonNode node) {
    List<String> names = new ArrayList<>();
    if (node.isArray() && node.size() > 0 && node.get(0).isString()) {
      names.add(node.get(0).stringValue());
      return names;
    }
    for (JsonNode end : node) {
      names.add(end.path(0).asString(""));
    }
    return names;
  }

  // ---- where layers take from ----

  private static List<String> inputs(String name, String kind, JsonNode node)
      throws FormatException {
    JsonNode calls = node.path("inbound_nodes");
    if (calls.size() > 1) {
      throw FormatException.of(Hdf5.WHAT + ": a layer cannot be represented here")
          .fact("layer", name + " (" + kind + ")")
          .fact("reason", "it is used " + calls.size() + " times");
    }
    List<String> names = new ArrayList<>();
    if (calls.size() == 1) {
      collect(calls.get(0), names, 0);
    }
    return names;
  }

  /**
   * Versions 1 and 2 write {@code [["dense", 0, 0, {}], …]}; version 3 writes a call with its
   * arguments, in which a tensor has a {@code keras_history} {@code ["dense", 0, 0]}.
   */
  private static void collect(JsonNode node, List<String> names, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    if (node.isArray() && node.path(0).isString() && node.path(1).isIntegralNumber()) {
      names.add(node.path(0).stringValue());
    } else if (node.isArray()) {
      node.forEach(inner -> collect(inner, names, depth + 1));
    } else if (node.isObject() && node.has("keras_history")) {
      names.add(node.path("keras_history").path(0).asString(""));
    } else if (node.isObject()) {
      collect(node.path("args"), names, depth + 1);
      collect(node.path("config"), names, depth + 1);
    }
  }
}
