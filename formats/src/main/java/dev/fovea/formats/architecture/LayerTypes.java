package dev.fovea.formats.architecture;

import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Layer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The one list of the layers that can be written, and how a single one is read and written. */
final class LayerTypes {
  private static final String NAME = "name";
  private static final SequencedMap<String, LayerType<?>> BY_NAME = new LinkedHashMap<>();

  static {
    List<LayerType<?>> all = new ArrayList<>();
    all.addAll(ConvolutionTypes.ALL);
    all.addAll(TableTypes.ALL);
    all.addAll(NormalizationTypes.ALL);
    all.addAll(PoolingTypes.ALL);
    all.addAll(ShapingTypes.ALL);
    all.addAll(ActivationTypes.ALL);
    all.addAll(BranchTypes.ALL);
    all.addAll(GraphTypes.ALL);
    all.forEach(type -> BY_NAME.put(type.name(), type));
  }

  private LayerTypes() {}

  /** The type names, in order. */
  static List<String> names() {
    return List.copyOf(BY_NAME.sequencedKeySet());
  }

  /** The type of a layer, if it can be written. */
  static Optional<LayerType<?>> of(Layer layer) {
    for (LayerType<?> type : BY_NAME.values()) {
      if (type.layer() == layer.getClass()) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  // ---- reading ----

  /**
   * A layer as it is written.
   *
   * @param name its own name; empty if it has none
   * @param type what it is
   * @param blueprint what makes it
   */
  record Read(String name, LayerType<?> type, Blueprint blueprint) {}

  /** Reads {@code relu}, {@code dropout: 0.5} or {@code conv2d: {out: 8, kernel: 5}}. */
  static Read read(JsonNode node, String path) {
    if (node.isString()) {
      return read(node.stringValue(), null, path);
    }
    if (node instanceof ObjectNode && node.size() == 1) {
      Map.Entry<String, JsonNode> only = node.properties().iterator().next();
      return read(only.getKey(), only.getValue(), path);
    }
    throw ShapeError.of("network: a layer cannot be read")
        .fact("at", path)
        .fact("expected", "a type such as relu, or a type with options such as dropout: 0.5")
        .fact("but was", Json.brief(node));
  }

  private static Read read(String typeName, @Nullable JsonNode value, String path) {
    LayerType<?> type = BY_NAME.get(typeName);
    if (type == null) {
      throw Options.unknown("unknown type of layer", path, typeName, names());
    }
    String place = path + "." + typeName;
    ObjectNode values = Json.object();
    switch (value) {
      case ObjectNode given -> values = given;
      case JsonNode bare when !bare.isNull() -> {
        if (type.shorthand().isEmpty()) {
          throw ShapeError.of("network: a type of layer takes no bare value")
              .fact("at", place)
              .fact("expected", type.options().isEmpty() ? "nothing" : "options by name")
              .fact("but was", Json.brief(bare));
        }
        values.set(type.shorthand(), bare);
      }
      case null, default -> {}
    }
    List<String> known = new ArrayList<>(type.options());
    known.add(NAME);
    Options options = new Options(place, values).onlyThese(known);
    return new Read(options.word(NAME), type, type.reader().apply(options));
  }

  // ---- writing ----

  /** Writes a layer with all its options; a bare type name where there are none. */
  static JsonNode write(String name, Layer layer, String path) {
    LayerType<?> type =
        of(layer)
            .orElseThrow(() ->
                ShapeError.of("network: a layer has no written form")
                    .fact("at", path)
                    .fact("layer", layer.getClass().getSimpleName())
                    .fact("known", String.join(", ", names()))
                    .hint("save its weights alone, and load them into a model built by code"));
    ObjectNode options = Json.object();
    if (!name.isEmpty()) {
      options.put(NAME, name);
    }
    try {
      type.write(layer, options);
    } catch (ShapeError error) {
      throw name.isEmpty() ? error : error.within(name);
    }
    if (options.isEmpty()) {
      return JsonNodeFactory.instance.stringNode(type.name());
    }
    ObjectNode node = Json.object();
    node.set(type.name(), options);
    return node;
  }

  /** Writes layers one after the other. */
  static ArrayNode write(Map<String, Layer> layers, String path) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    layers.forEach((name, layer) -> array.add(write(name, layer, path + "." + name)));
    return array;
  }
}
