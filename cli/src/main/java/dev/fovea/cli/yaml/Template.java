package dev.fovea.cli.yaml;

import dev.fovea.data.Problem;
import dev.fovea.nn.tune.Point;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An experiment with open places. {@code $filters} stands for a setting, {@code $filters*2} for a
 * multiple of it; in lists, {@code repeat: {times: $depth, layers: […]}} stands for layers several
 * times and {@code when: {is: $batch-norm, layers: […]}} for layers or none. The settings {@code
 * learning-rate}, {@code weight-decay}, {@code optimizer}, {@code loss} and {@code batch-size} need
 * no place: they stand where an experiment has them.
 */
public final class Template {
  private static final Pattern PLACE =
      Pattern.compile("\\$([a-z][a-z0-9-]*)(?:\\*([1-9]\\d{0,5}))?");
  private static final String LEARNING_RATE = "learning-rate";
  private static final String WEIGHT_DECAY = "weight-decay";
  private static final String OPTIMIZER = "optimizer";
  private static final List<String> TOP = List.of(OPTIMIZER, "loss", "batch-size");
  private static final int MOST_LAYERS = 10_000;

  private final ObjectNode tree;
  private final String source;

  public Template(ObjectNode tree, String source) {
    this.tree = tree;
    this.source = source;
  }

  /** Refuses settings that change nothing, and places of settings that are not searched. */
  public void check(Set<String> settings) {
    Set<String> used = new HashSet<>();
    collect(tree, used);
    for (String name : settings) {
      boolean hasPlace = TOP.contains(name) || inOptimizer(name) || used.contains(name);
      if (!hasPlace) {
        throw new ConfigException(
            Problem.of("config: space." + name + " changes nothing")
                .with("file", source)
                .with("expected", "$" + name + " somewhere in the experiment")
                .with("hint", "or one of learning-rate, weight-decay, " + String.join(", ", TOP)));
      }
    }
    for (String name : used) {
      if (!settings.contains(name)) {
        throw new ConfigException(
            Problem.of("config: $" + name + " is not in the space")
                .with("file", source)
                .with("known", String.join(", ", settings.stream().sorted().toList())));
      }
    }
  }

  private static boolean inOptimizer(String name) {
    return name.equals(LEARNING_RATE) || name.equals(WEIGHT_DECAY);
  }

  private static void collect(JsonNode node, Set<String> used) {
    if (node.isString()) {
      Matcher place = PLACE.matcher(node.stringValue());
      if (place.matches()) {
        used.add(place.group(1));
      }
    }
    node.values().forEach(child -> collect(child, used));
  }

  /** The experiment of a point, as YAML. */
  public String at(Point point) {
    ObjectNode filled = (ObjectNode) filled(tree, point);
    for (String key : TOP) {
      if (point.values().containsKey(key)) {
        filled.set(key, value(point.word(key)));
      }
    }
    for (String key : List.of(LEARNING_RATE, WEIGHT_DECAY)) {
      if (point.values().containsKey(key)) {
        setInOptimizer(filled, key, value(point.word(key)));
      }
    }
    return Document.YAML.writeValueAsString(filled);
  }

  private static void setInOptimizer(ObjectNode tree, String key, JsonNode value) {
    JsonNode optimizer = tree.path(OPTIMIZER);
    String word = optimizer.asString("adam");
    ObjectNode options = Document.YAML.createObjectNode();
    if (optimizer instanceof ObjectNode named && named.size() == 1) {
      word = named.propertyNames().iterator().next();
      if (named.get(word) instanceof ObjectNode known) {
        options = known;
      }
    }
    options.set(key, value);
    ObjectNode changed = Document.YAML.createObjectNode();
    changed.set(word, options);
    tree.set(OPTIMIZER, changed);
  }

  private JsonNode filled(JsonNode node, Point point) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode changed = Document.YAML.createObjectNode();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          JsonNode name = filledText(entry.getKey(), point);
          changed.set(name.asString(), filled(entry.getValue(), point));
        }
        yield changed;
      }
      case ArrayNode list -> {
        ArrayNode changed = Document.YAML.createArrayNode();
        list.values().forEach(each -> addTo(changed, each, point));
        yield changed;
      }
      default -> node.isString() ? filledText(node.stringValue(), point) : node;
    };
  }

  private void addTo(ArrayNode list, JsonNode each, Point point) {
    if (each instanceof ObjectNode object && object.size() == 1) {
      if (object.get("repeat") instanceof ObjectNode repeat) {
        int times = integer(filled(repeat.path("times"), point), "repeat.times");
        for (int i = 0; i < times; i++) {
          addAll(list, repeat.path("layers"), point);
        }
        return;
      }
      if (object.get("when") instanceof ObjectNode when) {
        JsonNode is = filled(when.path("is"), point);
        if (!is.isBoolean()) {
          throw wrong("when.is", "true or false", is);
        }
        if (is.asBoolean()) {
          addAll(list, when.path("layers"), point);
        }
        return;
      }
    }
    list.add(filled(each, point));
    if (list.size() > MOST_LAYERS) {
      throw wrong("layers", "at most " + MOST_LAYERS, list);
    }
  }

  private void addAll(ArrayNode list, JsonNode layers, Point point) {
    if (!(layers instanceof ArrayNode several)) {
      throw wrong("layers of repeat or when", "a list", layers);
    }
    several.values().forEach(layer -> addTo(list, layer, point));
  }

  private int integer(JsonNode node, String what) {
    if (!node.isIntegralNumber() || !node.canConvertToInt() || node.asInt() < 0) {
      throw wrong(what, "a whole number of at least 0", node);
    }
    return node.asInt();
  }

  private JsonNode filledText(String text, Point point) {
    Matcher place = PLACE.matcher(text);
    if (!place.matches()) {
      return Document.YAML.getNodeFactory().stringNode(text);
    }
    JsonNode value = value(point.word(place.group(1)));
    if (place.group(2) == null) {
      return value;
    }
    int product = Math.multiplyExact(integer(value, text), Integer.parseInt(place.group(2)));
    return Document.YAML.getNodeFactory().numberNode(product);
  }

  /** What a value of a space means in YAML. */
  private JsonNode value(String text) {
    try {
      return Document.YAML.readTree(text);
    } catch (JacksonException wrong) {
      throw new ConfigException(
          Problem.of("config: a value of the space is no YAML")
              .with("file", source)
              .with("found", text),
          wrong);
    }
  }

  private ConfigException wrong(String what, String expected, JsonNode found) {
    return new ConfigException(
        Problem.of("config: " + what + " cannot be used")
            .with("file", source)
            .with("expected", expected)
            .with("found", Document.kind(found)));
  }
}
