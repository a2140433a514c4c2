package dev.fovea.formats.keras;

import dev.fovea.core.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * A layer as Keras will read it.
 *
 * @param kind its class, such as {@code Conv2D}
 * @param name its own name
 * @param config its options
 * @param weights its weights in Keras' order and layout
 */
record KerasLayer(String kind, String name, ObjectNode config, List<Weight> weights) {
  private static final Pattern WORD = Pattern.compile("(.)([A-Z][a-z]+)");
  private static final Pattern HUMP = Pattern.compile("([a-z])([A-Z])");

  KerasLayer {
    weights = List.copyOf(weights);
  }

  /**
   * One of its weights.
   *
   * @param name within the layer, such as {@code kernel}
   * @param value in Keras' layout
   */
  record Weight(String name, Tensor value) {}

  /**
   * A class name as version 3 names groups by it: {@code MaxPooling2D} is {@code max_pooling2d}.
   */
  static String groupName(String kind) {
    String words = WORD.matcher(kind).replaceAll("$1_$2");
    return HUMP.matcher(words).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
  }
}
