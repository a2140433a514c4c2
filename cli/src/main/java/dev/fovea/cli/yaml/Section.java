package dev.fovea.cli.yaml;

import dev.fovea.data.Problem;
import dev.fovea.formats.architecture.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Some keys and values of a configuration, read with suspicion. */
public final class Section {
  private final Document document;
  private final String pointer;
  private final ObjectNode node;

  private Section(Document document, String pointer, ObjectNode node) {
    this.document = document;
    this.pointer = pointer;
    this.node = node;
  }

  public static Section root(Document document) {
    return new Section(document, "", document.root());
  }

  /** Refuses every key but these. */
  public Section knowing(List<String> known) {
    for (String key : node.propertyNames()) {
      if (!known.contains(key)) {
        Problem problem =
            Problem.of("config: unknown key " + key)
                .with("file", document.where(pointer + "/" + key));
        if (!pointer.isEmpty()) {
          problem = problem.with("in", path());
        }
        Optional<String> nearest = Nearest.to(key, known);
        if (nearest.isPresent()) {
          problem = problem.with("did you mean", nearest.get());
        }
        throw new ConfigException(problem.with("known", String.join(", ", known)));
      }
    }
    return this;
  }

  public Section knowing(String... known) {
    return knowing(List.of(known));
  }

  public boolean has(String key) {
    return node.has(key) && !node.get(key).isNull();
  }

  // ---- values ----

  public Optional<String> text(String key) {
    return value(key)
        .map(value -> {
          if (!value.isValueNode()) {
            throw wrong(key, "a text", value);
          }
          return value.asString();
        });
  }

  public String requiredText(String key) {
    return text(key).orElseThrow(() -> missing(key));
  }

  public OptionalInt integer(String key, int least) {
    Optional<JsonNode> value = value(key);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    JsonNode number = value.get();
    if (!number.isIntegralNumber() || !number.canConvertToInt() || number.asInt() < least) {
      throw wrong(key, "a whole number of at least " + least, number);
    }
    return OptionalInt.of(number.asInt());
  }

  public int requiredInteger(String key, int least) {
    return integer(key, least).orElseThrow(() -> missing(key));
  }

  public long wide(String key) {
    JsonNode number = value(key).orElseThrow(() -> missing(key));
    if (!number.isIntegralNumber() || !number.canConvertToLong()) {
      throw wrong(key, "a whole number", number);
    }
    return number.asLong();
  }

  /** A whole number; if there is none, the other one, which is then written down. */
  public long wideOr(String key, long otherwise) {
    if (!has(key)) {
      node.put(key, otherwise);
    }
    return wide(key);
  }

  public OptionalDouble number(String key) {
    return value(key)
        .map(value -> OptionalDouble.of(asNumber(key, value)))
        .orElseGet(OptionalDouble::empty);
  }

  public double requiredNumber(String key) {
    return number(key).orElseThrow(() -> missing(key));
  }

  /** A number; {@code 1/255} is one too. */
  private double asNumber(String key, JsonNode value) {
    if (value.isNumber()) {
      return value.asDouble();
    }
    if (value.isString()) {
      String[] parts = value.asString().strip().split("/", -1);
      try {
        double number = Double.parseDouble(parts[0]);
        if (parts.length == 2) {
          number /= Double.parseDouble(parts[1]);
        }
        if (parts.length <= 2 && Double.isFinite(number)) {
          return number;
        }
      } catch (NumberFormatException notANumber) {
        throw wrong(key, "a number", value, notANumber);
      }
    }
    throw wrong(key, "a number", value);
  }

  public boolean flag(String key) {
    JsonNode value = value(key).orElse(null);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      throw wrong(key, "true or false", value);
    }
    return value.asBoolean();
  }

  /** Numbers; one by itself is a list of one. */
  public Optional<List<Double>> numbers(String key) {
    return list(key, value -> asNumber(key, value));
  }

  public Optional<List<Integer>> integers(String key, int least) {
    return list(
        key,
        value -> {
          if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < least) {
            throw wrong(key, "whole numbers of at least " + least, value);
          }
          return value.asInt();
        });
  }

  public Optional<List<String>> texts(String key) {
    return list(
        key,
        value -> {
          if (!value.isValueNode() || value.isNull()) {
            throw wrong(key, "texts", value);
          }
          return value.asString();
        });
  }

  private <T> Optional<List<T>> list(String key, Function<JsonNode, T> element) {
    return value(key)
        .map(value -> {
          List<T> all = new ArrayList<>();
          if (value.isArray()) {
            value.values().forEach(each -> all.add(element.apply(each)));
          } else {
            all.add(element.apply(value));
          }
          if (all.isEmpty()) {
            throw wrong(key, "at least one", value);
          }
          return List.copyOf(all);
        });
  }

  /**
   * A path. It is left absolute in what is written, since a configuration may be moved.
   *
   * @param base what a relative path starts from
   */
  public Path path(String key, Path base) {
    Path path = absolute(base, requiredText(key));
    node.put(key, path.toString());
    return path;
  }

  /** One path or several, left absolute in what is written. */
  public List<Path> paths(String key, Path base) {
    if (!value(key).orElseThrow(() -> missing(key)).isArray()) {
      return List.of(path(key, base));
    }
    List<Path> paths = texts(key).orElseThrow().stream().map(text -> absolute(base, text)).toList();
    ArrayNode written = node.putArray(key);
    paths.forEach(path -> written.add(path.toString()));
    return paths;
  }

  private static Path absolute(Path base, String path) {
    return base.resolve(path).toAbsolutePath().normalize();
  }

  /** Writes down what a value stands for. */
  public void write(String key, String value) {
    node.put(key, value);
  }

  /** The file and, where it is known, the line of a key. */
  public String where(String key) {
    return document.where(pointer + "/" + key);
  }

  /** All keys with their values, in order. */
  public Set<Map.Entry<String, JsonNode>> entries() {
    return node.properties();
  }

  public Optional<JsonNode> value(String key) {
    return has(key) ? Optional.of(node.get(key)) : Optional.empty();
  }

  // ---- sections inside ----

  public Optional<Section> section(String key) {
    return value(key)
        .map(value -> {
          if (!(value instanceof ObjectNode inner)) {
            throw wrong(key, "keys and values", value);
          }
          return new Section(document, pointer + "/" + key, inner);
        });
  }

  public Section requiredSection(String key) {
    return section(key).orElseThrow(() -> missing(key));
  }

  /**
   * A choice with options: a word ({@code adam}), or a word and what goes with it ({@code adam:
   * {learning-rate: 1e-3}}).
   */
  public Optional<Choice> choice(String key) {
    return value(key)
        .map(value -> {
          if (value.isString()) {
            ObjectNode none = Document.YAML.createObjectNode();
            return new Choice(
                value.asString(), new Section(document, pointer + "/" + key, none), this, key);
          }
          if (value instanceof ObjectNode inner && inner.size() == 1) {
            String word = inner.propertyNames().iterator().next();
            JsonNode options = inner.get(word);
            String place = pointer + "/" + key + "/" + word;
            if (options.isNull()) {
              options = Document.YAML.createObjectNode();
            }
            if (options instanceof ObjectNode settings) {
              return new Choice(word, new Section(document, place, settings), this, key);
            }
          }
          throw wrong(key, "a name, or a name and its options", value);
        });
  }

  /**
   * A list of choices.
   *
   * @param shorthand the option that a bare value stands for, by the word of the choice
   */
  public List<Choice> choices(String key, Map<String, String> shorthand) {
    JsonNode list = value(key).orElse(null);
    if (list == null) {
      return List.of();
    }
    if (!list.isArray()) {
      throw wrong(key, "a list", list);
    }
    List<Choice> choices = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      choices.add(choice(key + "/" + i, list.get(i), shorthand));
    }
    return List.copyOf(choices);
  }

  private Choice choice(String key, JsonNode value, Map<String, String> shorthand) {
    ObjectNode options = Document.YAML.createObjectNode();
    String word = value.asString("");
    if (value instanceof ObjectNode named && named.size() == 1) {
      word = named.propertyNames().iterator().next();
      JsonNode given = named.get(word);
      String bare = shorthand.get(word);
      if (given instanceof ObjectNode settings) {
        options = settings;
      } else if (!given.isNull()) {
        options.set(bare == null ? "value" : bare, given);
      }
    } else if (!value.isString()) {
      throw wrong(key, "a name, or a name and its options", value);
    }
    return new Choice(
        word, new Section(document, pointer + "/" + key + "/" + word, options), this, key);
  }

  /**
   * A word and its options.
   *
   * @param word what was chosen
   * @param options what goes with it
   */
  public record Choice(String word, Section options, Section in, String key) {
    public ConfigException unknown(List<String> known) {
      Problem problem =
          Problem.of("config: unknown " + key.replaceFirst("/\\d+$", "") + " " + word)
              .with("file", in.document.where(in.pointer + "/" + key));
      Optional<String> nearest = Nearest.to(word, known);
      if (nearest.isPresent()) {
        problem = problem.with("did you mean", nearest.get());
      }
      return new ConfigException(problem.with("known", String.join(", ", known)));
    }
  }

  // ---- errors ----

  public ConfigException missing(String key) {
    return new ConfigException(
        Problem.of("config: " + path(key) + " is missing").with("file", document.where(pointer)));
  }

  public ConfigException missing(String key, String hint) {
    return new ConfigException(
        Problem.of("config: " + path(key) + " is missing")
            .with("file", document.where(pointer))
            .with("hint", hint));
  }

  public ConfigException wrong(String key, String expected, JsonNode found) {
    return new ConfigException(wrongly(key, expected, found));
  }

  private ConfigException wrong(String key, String expected, JsonNode found, Throwable cause) {
    return new ConfigException(wrongly(key, expected, found), cause);
  }

  private Problem wrongly(String key, String expected, JsonNode found) {
    return Problem.of("config: " + path(key) + " cannot be used")
        .with("file", document.where(pointer + "/" + key))
        .with("expected", expected)
        .with("found", Document.kind(found));
  }

  /** What something further down has found wrong with the value of a key. */
  public ConfigException refused(String key, RuntimeException reason) {
    return new ConfigException(
        Problem.of("config: " + path(key) + " cannot be used")
            .with("file", document.where(pointer + "/" + key))
            .with("because", String.valueOf(reason.getMessage()).replace("\n", "\n  ")),
        reason);
  }

  private String path(String key) {
    return (pointer.isEmpty() ? key : path() + "." + key).replace('/', '.');
  }

  private String path() {
    return pointer.substring(1).replace('/', '.');
  }
}
