package dev.fovea.core.golden;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Walks golden files; a field that is missing is an error that names it. */
final class Json {

  private Json() {}

  static JsonNode child(JsonNode node, String field) {
    JsonNode child = node.get(field);
    if (child == null) {
      throw new IllegalArgumentException(
          "golden has no field '%s', only %s".formatted(field, node.propertyNames()));
    }
    return child;
  }

  static String text(JsonNode node, String field) {
    return child(node, field).asString();
  }

  static double number(JsonNode node, String field) {
    return child(node, field).asDouble();
  }

  static int[] integers(JsonNode array) {
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asInt();
    }
    return values;
  }

  static double[] numbers(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asDouble();
    }
    return values;
  }

  static <T> List<T> list(JsonNode array, Function<JsonNode, T> element) {
    List<T> list = new ArrayList<>(array.size());
    for (JsonNode node : array) {
      list.add(element.apply(node));
    }
    return List.copyOf(list);
  }

  /** The tensors of an object by name, in the file's order; empty where the object is missing. */
  static Map<String, Array> arrays(JsonNode object) {
    Map<String, Array> arrays = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      arrays.put(entry.getKey(), Array.of(entry.getValue()));
    }
    return Collections.unmodifiableMap(arrays);
  }
}
