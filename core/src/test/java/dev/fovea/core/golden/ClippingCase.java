package dev.fovea.core.golden;

import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/**
 * Gradients of two parameters before and after clipping.
 *
 * @param kind {@code norm} (the common Euclidean norm) or {@code value} (each number)
 * @param limit the largest norm or the largest absolute value
 * @param totalNorm the norm before clipping; absent when values are clipped
 */
public record ClippingCase(
    String name,
    String kind,
    double limit,
    Map<String, Array> before,
    OptionalDouble totalNorm,
    Map<String, Array> after) {

  static ClippingCase of(JsonNode node) {
    return new ClippingCase(
        Json.text(node, "name"),
        Json.text(node, "kind"),
        Json.number(node, "limit"),
        Json.arrays(Json.child(node, "before")),
        node.has("totalNorm")
            ? OptionalDouble.of(Json.number(node, "totalNorm"))
            : OptionalDouble.empty(),
        Json.arrays(Json.child(node, "after")));
  }

  @Override
  public String toString() {
    return name;
  }
}
