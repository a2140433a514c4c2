package dev.fovea.formats.architecture;

import dev.fovea.core.shape.ShapeError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The named options of one layer, read with their place for errors.
 *
 * @param path where they stand, such as {@code layers[3].conv2d}
 * @param node the options by name
 */
record Options(String path, ObjectNode node) {

  /**
   * Refuses options that no one knows.
   *
   * @throws ShapeError naming the unknown option and the nearest known one
   */
  Options onlyThese(Collection<String> known) {
    for (String key : node.propertyNames()) {
      if (!known.contains(key)) {
        throw unknown("unknown option", path, key, known);
      }
    }
    return this;
  }

  /** The error of a word that is none of those known. */
  static ShapeError unknown(String title, String path, String found, Collection<String> known) {
    ShapeError error = ShapeError.of("network: " + title).fact("at", path).fact("found", found);
    return Nearest.to(found, known)
        .map(near -> error.fact("nearest", near))
        .orElse(error)
        .fact("known", known.isEmpty() ? "none" : String.join(", ", known));
  }

  /** The error of an option that cannot be used as it is. */
  ShapeError bad(String key, String expected) {
    JsonNode found = node.get(key);
    ShapeError error =
        ShapeError.of(
                found == null ? "network: an option is missing" : "network: an option has no use")
            .fact("at", path)
            .fact("option", key)
            .fact("expected", expected);
    return found == null ? error : error.fact("but was", Json.brief(found));
  }

  boolean has(String key) {
    return node.has(key);
  }

  /** A part of the network inside this option. */
  JsonNode part(String key) {
    JsonNode found = node.get(key);
    if (found == null) {
      throw bad(key, "layers");
    }
    return found;
  }

  /** A whole number of at least {@code least}. */
  int whole(String key, int least) {
    return whole(key, node.get(key), least);
  }

  /** A whole number of at least {@code least}, or else {@code otherwise}. */
  int whole(String key, int least, int otherwise) {
    return has(key) ? whole(key, least) : otherwise;
  }

  /** A whole number of at least 1, if it is given. */
  OptionalInt size(String key) {
    return has(key) ? OptionalInt.of(whole(key, 1)) : OptionalInt.empty();
  }

  private int whole(String key, @Nullable JsonNode found, int least) {
    if (found == null
        || !found.isIntegralNumber()
        || !found.canConvertToInt()
        || found.intValue() < least) {
      throw bad(key, "a whole number of at least " + least);
    }
    return found.intValue();
  }

  /** A finite number. */
  double number(String key) {
    JsonNode found = node.get(key);
    if (found == null || !found.isNumber() || !Double.isFinite(found.doubleValue())) {
      throw bad(key, "a number");
    }
    return found.doubleValue();
  }

  /** A finite number, or else {@code otherwise}. */
  double number(String key, double otherwise) {
    return has(key) ? number(key) : otherwise;
  }

  /** True or false, or else {@code otherwise}. */
  boolean flag(String key, boolean otherwise) {
    JsonNode found = node.get(key);
    if (found == null) {
      return otherwise;
    }
    if (!found.isBoolean()) {
      throw bad(key, "true or false");
    }
    return found.booleanValue();
  }

  /** A word of its own, such as a name; empty if it is not given. */
  String word(String key) {
    JsonNode found = node.get(key);
    if (found == null) {
      return "";
    }
    if (!found.isString() || found.stringValue().isEmpty()) {
      throw bad(key, "a word");
    }
    return found.stringValue();
  }

  /** One number for all axes, or a list with one an axis. */
  List<Integer> perAxis(String key, int axes, int least) {
    JsonNode found = node.get(key);
    if (found != null && found.isArray()) {
      List<Integer> sizes = list(key, least);
      if (sizes.size() != axes) {
        throw bad(key, axesExpected(axes));
      }
      return sizes;
    }
    int all = whole(key, least);
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      sizes.add(all);
    }
    return sizes;
  }

  static String axesExpected(int axes) {
    return axes == 1 ? "a number" : "a number, or a list of " + axes + " numbers";
  }

  /** A list of whole numbers of at least {@code least}. */
  List<Integer> list(String key, int least) {
    JsonNode found = node.get(key);
    if (found == null || !found.isArray()) {
      throw bad(key, "a list of whole numbers");
    }
    List<Integer> sizes = new ArrayList<>();
    found.forEach(size -> sizes.add(whole(key, size, least)));
    return sizes;
  }
}
