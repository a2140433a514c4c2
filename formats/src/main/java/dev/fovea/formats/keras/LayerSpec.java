package dev.fovea.formats.keras;

import dev.fovea.files.FormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A layer as Keras describes it.
 *
 * @param kind its class, such as {@code Conv2D}
 * @param name its own name
 * @param config its options
 * @param inputs the names of the layers it takes from; empty in a sequential model
 * @param version of Keras: 1, 2 or 3
 * @param isFlipped whether convolutions turn their kernels over, as those of Theano did
 * @param depth in how many models it lies that are layers themselves
 */
record LayerSpec(
    String kind,
    String name,
    ObjectNode config,
    List<String> inputs,
    int version,
    boolean isFlipped,
    int depth) {
  private static final int LARGEST = 1 << 24;
  private static final int SHOWN = 120;

  LayerSpec {
    inputs = List.copyOf(inputs);
  }

  /** This layer with the name of the model in which it lies in front of its own. */
  LayerSpec inside(LayerSpec model) {
    return new LayerSpec(
        kind, model.name + "/" + name, config, inputs, version, isFlipped, model.depth + 1);
  }

  // ---- errors ----

  /** This layer cannot be represented. */
  FormatException refused(String reason) {
    return FormatException.of(Hdf5.WHAT + ": a layer cannot be represented here")
        .fact("layer", this)
        .fact("reason", reason);
  }

  private FormatException wrong(String key, String expected) {
    JsonNode found = config.path(key);
    String text = found.isMissingNode() ? "nothing" : found.toString();
    return FormatException.of(Hdf5.WHAT + ": an option of a layer has no use")
        .fact("layer", this)
        .fact("option", key)
        .fact("expected", expected)
        .fact("found", text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…");
  }

  @Override
  public String toString() {
    return name + " (" + kind + ")";
  }

  // ---- options; several keys are the names that versions of Keras give to one ----

  /** The key under which an option stands, the first name if it stands under none. */
  private String key(String... names) {
    for (String name : names) {
      if (config.hasNonNull(name)) {
        return name;
      }
    }
    return names[0];
  }

  boolean has(String... names) {
    return config.hasNonNull(key(names));
  }

  Optional<JsonNode> part(String name) {
    return has(name) ? Optional.of(config.get(name)) : Optional.empty();
  }

  boolean flag(boolean otherwise, String... names) throws FormatException {
    String key = key(names);
    if (!has(key)) {
      return otherwise;
    }
    if (!config.path(key).isBoolean()) {
      throw wrong(key, "true or false");
    }
    return config.path(key).booleanValue();
  }

  double number(double otherwise, String... names) throws FormatException {
    return number(names).orElse(otherwise);
  }

  /** A number, if it is given. Some are NumPy's, an object with their {@code value}. */
  OptionalDouble number(String... names) throws FormatException {
    String key = key(names);
    if (!has(key)) {
      return OptionalDouble.empty();
    }
    JsonNode found = config.path(key);
    JsonNode value = found.isObject() ? found.path("value") : found;
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrong(key, "a number");
    }
    return OptionalDouble.of(value.doubleValue());
  }

  String word(String otherwise, String... names) throws FormatException {
    String key = key(names);
    if (!has(key)) {
      return otherwise;
    }
    if (!config.path(key).isString()) {
      throw wrong(key, "a word");
    }
    return config.path(key).stringValue();
  }

  /** A whole number of at least 1. */
  int size(String... names) throws FormatException {
    return whole(key(names), config.path(key(names)), 1);
  }

  /** A whole number of at least 1, if it is given. */
  OptionalInt sizeIfAny(String... names) throws FormatException {
    return has(names) ? OptionalInt.of(size(names)) : OptionalInt.empty();
  }

  private int whole(String key, JsonNode found, int least) throws FormatException {
    if (!found.isIntegralNumber()
        || !found.canConvertToInt()
        || found.intValue() < least
        || found.intValue() > LARGEST) {
      throw wrong(key, "a whole number from " + least + " to " + LARGEST);
    }
    return found.intValue();
  }

  /** One number for all axes, or a list with one an axis; {@code otherwise} if it is not given. */
  List<Integer> perAxis(int axes, List<Integer> otherwise, String... names) throws FormatException {
    return has(names) ? perAxis(axes, names) : otherwise;
  }

  /** One number of at least 1 for all axes, or a list with one an axis. */
  List<Integer> perAxis(int axes, String... names) throws FormatException {
    return perAxis(axes, 1, key(names));
  }

  /** One number for all axes, or a list with one an axis. */
  List<Integer> perAxis(int axes, int least, String key) throws FormatException {
    JsonNode found = config.path(key);
    List<Integer> sizes = new ArrayList<>();
    if (found.isArray()) {
      for (JsonNode size : found) {
        sizes.add(whole(key, size, least));
      }
      if (sizes.size() == axes) {
        return sizes;
      }
      throw wrong(key, axes == 1 ? "a number" : axes + " numbers");
    }
    for (int axis = 0; axis < axes; axis++) {
      sizes.add(whole(key, found, least));
    }
    return sizes;
  }

  /** Whole numbers, −1 among them perhaps. */
  List<Integer> wholeNumbers(String key) throws FormatException {
    JsonNode found = config.path(key);
    if (!found.isArray()) {
      throw wrong(key, "a list of whole numbers");
    }
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode number : found) {
      numbers.add(whole(key, number, -1));
    }
    return numbers;
  }

  /**
   * How much before and after each axis: one number, one an axis, or pairs.
   *
   * @param before is filled
   * @param after is filled
   */
  void sides(int axes, List<Integer> before, List<Integer> after, String key)
      throws FormatException {
    JsonNode found = config.path(key);
    boolean arePairs = found.isArray() && found.size() > 0 && found.get(0).isArray();
    boolean isPair = axes == 1 && found.isArray() && found.size() == 2 && !arePairs;
    if (arePairs) {
      for (JsonNode pair : found) {
        if (!pair.isArray() || pair.size() != 2) {
          throw wrong(key, "a pair of numbers per axis");
        }
        before.add(whole(key, pair.get(0), 0));
        after.add(whole(key, pair.get(1), 0));
      }
      if (before.size() != axes) {
        throw wrong(key, axes + " pairs of numbers");
      }
    } else if (isPair) {
      before.add(whole(key, found.get(0), 0));
      after.add(whole(key, found.get(1), 0));
    } else {
      before.addAll(perAxis(axes, 0, key));
      after.addAll(before);
    }
  }

  /**
   * Keras' axis that the option {@code axis} names, counted without that of the batch; the last by
   * default.
   *
   * @param rank how many there are
   */
  int axis(int rank) throws FormatException {
    JsonNode found = config.path("axis");
    JsonNode only = found.isArray() && found.size() == 1 ? found.get(0) : found;
    if (only.isMissingNode() || only.isNull()) {
      return rank - 1;
    }
    int axis = only.isIntegralNumber() && only.canConvertToInt() ? only.intValue() : 0;
    int counted = axis < 0 ? axis + rank : axis - 1;
    if (axis == 0 || counted < 0 || counted >= rank) {
      throw wrong("axis", "one axis from 1 to " + rank + ", or from -" + rank + " to -1");
    }
    return counted;
  }

  /** Whether channels stand after the spatial axes in Keras' tensors. */
  boolean isChannelsLast() throws FormatException {
    String order = word("channels_last", "data_format", "dim_ordering");
    return switch (order) {
      case "channels_last", "tf", "default" -> true;
      case "channels_first", "th" -> false;
      default -> throw wrong(key("data_format", "dim_ordering"), "channels_last or channels_first");
    };
  }
}
