package dev.fovea.formats;

import dev.fovea.files.FormatException;
import dev.fovea.formats.architecture.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a JSON object in a model file, read with their place for errors.
 *
 * @param path where the object stands; empty for the whole text
 * @param node the object
 */
record Fields(String path, ObjectNode node) {
  private static final int SHOWN = 80;

  /** Refuses fields that no one knows: a file of this version has none. */
  Fields onlyThese(List<String> known) throws FormatException {
    for (String key : node.propertyNames()) {
      if (!known.contains(key)) {
        FormatException error =
            FormatException.of("model file: unknown field").fact("field", place(key));
        String near = Nearest.to(key, known).orElse("");
        throw (near.isEmpty() ? error : error.fact("nearest", near))
            .fact("expected", "one of " + String.join(", ", known));
      }
    }
    return this;
  }

  private String place(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private FormatException wrong(String key, String expected) {
    JsonNode found = node.path(key);
    String text = found.isMissingNode() ? "nothing" : found.toString();
    return FormatException.of("model file: a field has no use")
        .fact("field", place(key))
        .fact("expected", expected)
        .fact("found", text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…");
  }

  boolean has(String key) {
    return node.hasNonNull(key);
  }

  String text(String key) throws FormatException {
    JsonNode found = node.path(key);
    if (!found.isString()) {
      throw wrong(key, "a text");
    }
    return found.stringValue();
  }

  long whole(String key) throws FormatException {
    JsonNode found = node.path(key);
    if (!found.isIntegralNumber() || !found.canConvertToLong()) {
      throw wrong(key, "a whole number");
    }
    return found.longValue();
  }

  int positive(String key) throws FormatException {
    JsonNode found = node.path(key);
    if (!found.isIntegralNumber() || !found.canConvertToInt() || found.intValue() < 1) {
      throw wrong(key, "a whole number of at least 1");
    }
    return found.intValue();
  }

  /** A number; those JSON has no sign for are written as words. */
  double number(String key) throws FormatException {
    JsonNode found = node.path(key);
    if (found.isNumber()) {
      return found.doubleValue();
    }
    return switch (found.isString() ? found.stringValue() : "") {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw wrong(key, "a number");
    };
  }

  /** How a number is written so that {@link #number} gives the same bits. */
  static JsonNode number(double value) {
    return Double.isFinite(value)
        ? JsonNodeFactory.instance.numberNode(value)
        : JsonNodeFactory.instance.stringNode(Double.toString(value));
  }

  Fields fields(String key) throws FormatException {
    if (!(node.path(key) instanceof ObjectNode inner)) {
      throw wrong(key, "fields by name");
    }
    return new Fields(place(key), inner);
  }

  List<String> texts(String key) throws FormatException {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : array(key)) {
      if (!item.isString()) {
        throw wrong(key, "a list of texts");
      }
      texts.add(item.stringValue());
    }
    return texts;
  }

  List<Double> numbers(String key) throws FormatException {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode item : array(key)) {
      if (!item.isNumber()) {
        throw wrong(key, "a list of numbers");
      }
      numbers.add(item.doubleValue());
    }
    return numbers;
  }

  List<Fields> objects(String key) throws FormatException {
    List<Fields> objects = new ArrayList<>();
    for (JsonNode item : array(key)) {
      if (!(item instanceof ObjectNode inner)) {
        throw wrong(key, "a list of fields by name");
      }
      objects.add(new Fields(place(key) + "[" + objects.size() + "]", inner));
    }
    return objects;
  }

  private JsonNode array(String key) throws FormatException {
    JsonNode found = node.path(key);
    if (!found.isArray()) {
      throw wrong(key, "a list");
    }
    return found;
  }

  /** All fields as texts. */
  SequencedMap<String, String> allTexts() throws FormatException {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    for (String key : node.propertyNames()) {
      texts.put(key, text(key));
    }
    return texts;
  }

  /** All fields as numbers. */
  SequencedMap<String, Double> allNumbers() throws FormatException {
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    for (String key : node.propertyNames()) {
      numbers.put(key, number(key));
    }
    return numbers;
  }

  /** Numbers by name as an object. */
  static ObjectNode ofNumbers(Map<String, Double> numbers) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    numbers.forEach((name, value) -> object.set(name, number(value)));
    return object;
  }
}
