package dev.fovea.formats.architecture;

import java.util.Collection;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How sizes are written. */
final class Json {
  private static final int SHOWN = 60;

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode list(Collection<Integer> sizes) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    sizes.forEach(array::add);
    return array;
  }

  static ArrayNode list(int... sizes) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (int size : sizes) {
      array.add(size);
    }
    return array;
  }

  /** One number where all axes have the same, else a list. */
  static JsonNode perAxis(List<Integer> sizes) {
    return !sizes.isEmpty() && sizes.stream().distinct().count() == 1
        ? JsonNodeFactory.instance.numberNode(sizes.getFirst())
        : list(sizes);
  }

  /** The beginning of a value, for errors. */
  static String brief(JsonNode node) {
    String text = node.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
