package dev.fovea.core.golden;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One op with given inputs, and what PyTorch makes of it. Fields and attribute names are explained
 * in the README beside the goldens.
 *
 * @param gradOut the gradient that arrives; absent where the op has no gradient
 * @param gradients of {@code sum(output * gradOut)}, by input; empty where the op has no gradient
 * @param v the direction of the second gradients; has the shape of the first input
 * @param secondGradients of {@code sum(gx * v)}, where {@code gx} is the first input's gradient
 */
public record Case(
    String name,
    String op,
    JsonNode attributes,
    Map<String, Array> inputs,
    Array output,
    Map<String, Array> extraOutputs,
    Optional<Array> gradOut,
    Map<String, Array> gradients,
    Optional<Array> v,
    Map<String, Array> secondGradients) {

  static Case of(JsonNode node) {
    return new Case(
        Json.text(node, "name"),
        Json.text(node, "op"),
        Json.child(node, "attributes"),
        Json.arrays(Json.child(node, "inputs")),
        Array.of(Json.child(node, "output")),
        Json.arrays(node.path("extraOutputs")),
        Optional.ofNullable(node.get("gradOut")).map(Array::of),
        Json.arrays(node.path("gradients")),
        Optional.ofNullable(node.get("v")).map(Array::of),
        Json.arrays(node.path("secondGradients")));
  }

  /** The input of this name; an error where there is none. */
  public Array input(String input) {
    return named(inputs, "input", input);
  }

  /** The gradient of an input; an error where there is none. */
  public Array gradient(String input) {
    return named(gradients, "gradient", input);
  }

  /** The second gradient of an input; an error where there is none. */
  public Array secondGradient(String input) {
    return named(secondGradients, "second gradient", input);
  }

  private Array named(Map<String, Array> arrays, String kind, String wanted) {
    Array array = arrays.get(wanted);
    if (array == null) {
      throw new IllegalArgumentException(
          "golden '%s' has no %s '%s', only %s".formatted(name, kind, wanted, arrays.keySet()));
    }
    return array;
  }

  /** Whether an attribute is given. */
  public boolean has(String attribute) {
    return attributes.has(attribute);
  }

  /** A whole number, such as {@code groups}. */
  public int integer(String attribute) {
    return Json.child(attributes, attribute).asInt();
  }

  /** Whole numbers, such as {@code stride}. */
  public int[] integers(String attribute) {
    return Json.integers(Json.child(attributes, attribute));
  }

  /** A real number, such as {@code epsilon}. */
  public double number(String attribute) {
    return Json.number(attributes, attribute);
  }

  /** A flag, such as {@code ceilMode}. */
  public boolean flag(String attribute) {
    return Json.child(attributes, attribute).asBoolean();
  }

  /** A word, such as {@code mode}. */
  public String text(String attribute) {
    return Json.text(attributes, attribute);
  }

  /** Padding as {@code [axis][before, after]}. */
  public int[][] padding() {
    return Json.list(Json.child(attributes, "padding"), Json::integers).toArray(int[][]::new);
  }

  @Override
  public String toString() {
    return name;
  }
}
