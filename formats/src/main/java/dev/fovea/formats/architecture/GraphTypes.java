package dev.fovea.formats.architecture;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.op.Fill;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.formats.onnx.operator.OnnxOperator;
import dev.fovea.formats.onnx.operator.Operators;
import dev.fovea.formats.onnx.proto.Attribute;
import dev.fovea.nn.Layer;
import dev.fovea.nn.network.GraphNetwork;
import dev.fovea.nn.network.Sequential;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Graphs, and the operators of ONNX in them. They are written by programs, not by hand. */
final class GraphTypes {
  private static final String INPUTS = "inputs";
  private static final String PARAMETERS = "parameters";
  private static final String BUFFERS = "buffers";
  private static final String CONSTANTS = "constants";
  private static final String NODES = "nodes";
  private static final String OUTPUTS = "outputs";
  private static final String NAME = "name";
  private static final String LAYER = "layer";
  private static final String SHAPE = "shape";
  private static final String DTYPE = "dtype";
  private static final String FILL = "fill";
  private static final String VALUES = "values";
  private static final String OPERATOR = "operator";
  private static final String SET = "set";
  private static final String ATTRIBUTES = "attributes";
  private static final String POSITIONS = "positions";
  private static final String RESULTS = "results";

  private static final List<String> PARTS =
      List.of(INPUTS, PARAMETERS, BUFFERS, CONSTANTS, NODES, OUTPUTS);

  static final List<LayerType<?>> ALL =
      List.of(
          new LayerType<>(
              GraphNetwork.class,
              "",
              PARTS,
              GraphTypes::read,
              (layer, into) -> into.setAll(write(layer))),
          new LayerType<>(
              OnnxOperator.class,
              "",
              List.of(OPERATOR, SET, ATTRIBUTES, POSITIONS, RESULTS),
              options -> Blueprint.of(operator(options)),
              GraphTypes::writeOperator));

  private GraphTypes() {}

  // ---- writing ----

  static ObjectNode write(GraphNetwork network) {
    ObjectNode root = Json.object();
    ObjectNode inputs = root.putObject(INPUTS);
    network
        .inputs()
        .forEach((name, input) ->
            inputs.set(name, input.map(Architecture::written).orElse(inputs.nullNode())));
    write(network.parameters(), root.putObject(PARAMETERS));
    write(network.buffers(), root.putObject(BUFFERS));
    ObjectNode constants = root.putObject(CONSTANTS);
    network.constants().forEach((name, value) -> constants.set(name, written(value)));
    ArrayNode nodes = root.putArray(NODES);
    for (GraphNetwork.Node node : network.nodes()) {
      ObjectNode written = nodes.addObject();
      written.put(NAME, node.name());
      written.set(LAYER, LayerTypes.write("", node.layer(), node.name()));
      node.inputs().forEach(written.putArray(INPUTS)::add);
      node.outputs().forEach(written.putArray(OUTPUTS)::add);
    }
    network.outputs().forEach(root.putArray(OUTPUTS)::add);
    return root;
  }

  private static void write(Map<String, Param> own, ObjectNode into) {
    own.forEach((name, parameter) -> {
      ObjectNode spec = into.putObject(name);
      spec.set(SHAPE, Json.list(parameter.shape().dims()));
      spec.put(DTYPE, parameter.dtype().label());
    });
  }

  private static ObjectNode written(Tensor value) {
    ObjectNode node = Json.object();
    node.set(SHAPE, Json.list(value.shape().dims()));
    node.put(DTYPE, value.dtype().label());
    if (value.op() instanceof Fill fill) {
      node.set(FILL, number(fill.value(), node.putArray(VALUES)));
      node.remove(VALUES);
      return node;
    }
    ArrayNode values = node.putArray(VALUES);
    if (value.dtype().isFloating()) {
      for (double number : value.toDoubleArray()) {
        values.add(number(number, values));
      }
    } else {
      for (long number : value.toLongArray()) {
        values.add(number);
      }
    }
    return node;
  }

  /** JSON has no word for numbers that are not finite. */
  private static JsonNode number(double value, ArrayNode maker) {
    return Double.isFinite(value)
        ? maker.numberNode(value)
        : maker.stringNode(Double.toString(value));
  }

  private static void writeOperator(OnnxOperator operator, ObjectNode into) {
    into.put(OPERATOR, operator.operator());
    into.put(SET, operator.version());
    ObjectNode attributes = into.putObject(ATTRIBUTES);
    operator
        .attributes()
        .forEach((name, value) -> {
          ObjectNode kind = attributes.putObject(name);
          switch (value) {
            case Attribute.Real(double real) -> kind.set("real", number(real, kind.arrayNode()));
            case Attribute.Whole(long whole) -> kind.put("whole", whole);
            case Attribute.Text(String text) -> kind.put("text", text);
            case Attribute.Reals(List<Double> reals) -> {
              ArrayNode list = kind.putArray("reals");
              reals.forEach(real -> list.add(number(real, list)));
            }
            case Attribute.Wholes(List<Long> wholes) ->
                wholes.forEach(kind.putArray("wholes")::add);
            case Attribute.Texts(List<String> texts) -> texts.forEach(kind.putArray("texts")::add);
            case Attribute.Numbers(Tensor tensor) -> kind.set("tensor", written(tensor));
            case Attribute.Other _ ->
                throw ShapeError.of("network: an option has no written form")
                    .fact("operator", operator.operator())
                    .fact("option", name);
          }
        });
    into.set(POSITIONS, Json.list(operator.positions()));
    into.put(RESULTS, operator.results());
  }

  // ---- reading ----

  /** Reads a graph; its numbers come later. */
  static Blueprint read(JsonNode node, String path) {
    return read(new Options(path, fields(node, path)).onlyThese(PARTS));
  }

  private static Blueprint read(Options options) {
    String path = options.path();
    SequencedMap<String, Optional<Sequential.Input>> inputs = new LinkedHashMap<>();
    ObjectNode given = fields(options.part(INPUTS), path + "." + INPUTS);
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      String place = path + "." + INPUTS + "." + entry.getKey();
      inputs.put(
          entry.getKey(),
          entry.getValue().isNull()
              ? Optional.empty()
              : Optional.of(Architecture.input(entry.getValue(), place)));
    }
    SequencedMap<String, TensorSpec> parameters = specs(options, PARAMETERS);
    SequencedMap<String, TensorSpec> buffers = specs(options, BUFFERS);
    SequencedMap<String, Tensor> constants = new LinkedHashMap<>();
    ObjectNode known = fields(options.part(CONSTANTS), path + "." + CONSTANTS);
    for (Map.Entry<String, JsonNode> entry : known.properties()) {
      String place = path + "." + CONSTANTS + "." + entry.getKey();
      constants.put(entry.getKey(), tensor(entry.getValue(), place));
    }
    List<Place> nodes = new ArrayList<>();
    JsonNode list = options.part(NODES);
    for (int i = 0; i < list.size(); i++) {
      String place = path + "." + NODES + "[" + i + "]";
      Options each =
          new Options(place, fields(list.get(i), place))
              .onlyThese(List.of(NAME, LAYER, INPUTS, OUTPUTS));
      nodes.add(
          new Place(
              each.word(NAME),
              LayerTypes.read(each.part(LAYER), place + "." + LAYER).blueprint(),
              words(each, INPUTS),
              words(each, OUTPUTS)));
    }
    return new Graph(inputs, parameters, buffers, constants, nodes, words(options, OUTPUTS));
  }

  private static ObjectNode fields(JsonNode node, String path) {
    if (node instanceof ObjectNode fields) {
      return fields;
    }
    throw ShapeError.of("network: a part of a graph cannot be read")
        .fact("at", path)
        .fact("expected", "parts by name")
        .fact("but was", Json.brief(node));
  }

  private static List<String> words(Options options, String key) {
    return list(
        options,
        key,
        word -> {
          if (!word.isString()) {
            throw options.bad(key, "a list of words");
          }
          return word.stringValue();
        });
  }

  private static <T> List<T> list(Options options, String key, Function<JsonNode, T> each) {
    JsonNode found = options.node().get(key);
    if (found == null || !found.isArray()) {
      throw options.bad(key, "a list");
    }
    List<T> read = new ArrayList<>();
    found.forEach(part -> read.add(each.apply(part)));
    return read;
  }

  private static SequencedMap<String, TensorSpec> specs(Options options, String key) {
    SequencedMap<String, TensorSpec> specs = new LinkedHashMap<>();
    String path = options.path() + "." + key;
    for (Map.Entry<String, JsonNode> entry : fields(options.part(key), path).properties()) {
      String place = path + "." + entry.getKey();
      Options spec =
          new Options(place, fields(entry.getValue(), place)).onlyThese(List.of(SHAPE, DTYPE));
      specs.put(
          entry.getKey(),
          new TensorSpec(Architecture.dtype(spec, DTYPE), Shape.of(spec.list(SHAPE, 0))));
    }
    return specs;
  }

  private static Tensor tensor(JsonNode node, String path) {
    Options options =
        new Options(path, fields(node, path)).onlyThese(List.of(SHAPE, DTYPE, FILL, VALUES));
    Shape shape = Shape.of(options.list(SHAPE, 0));
    DType dtype = Architecture.dtype(options, DTYPE);
    JsonNode fill = options.node().get(FILL);
    if (fill != null) {
      return Tensor.full(number(options, FILL, fill), dtype, shape);
    }
    if (dtype.isFloating()) {
      double[] values =
          list(options, VALUES, value -> number(options, VALUES, value)).stream()
              .mapToDouble(Double::doubleValue)
              .toArray();
      checkCount(options, values.length, shape);
      return known(Tensor.of(values, shape.dims()), dtype);
    }
    long[] values =
        list(options, VALUES, value -> whole(options, VALUES, value)).stream()
            .mapToLong(Long::longValue)
            .toArray();
    checkCount(options, values.length, shape);
    return known(Tensor.of(values, shape.dims()), dtype);
  }

  private static Tensor known(Tensor values, DType dtype) {
    Tensor cast = values.to(dtype);
    return Tensor.of(cast.shape(), cast.storage());
  }

  private static void checkCount(Options options, int found, Shape shape) {
    if (found != shape.size()) {
      throw options.bad(VALUES, shape.size() + " numbers for " + shape);
    }
  }

  private static double number(Options options, String key, JsonNode node) {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    return switch (node.isString() ? node.stringValue() : "") {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw options.bad(key, "numbers");
    };
  }

  private static long whole(Options options, String key, JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw options.bad(key, "whole numbers");
    }
    return node.longValue();
  }

  private static OnnxOperator operator(Options options) {
    String name = options.word(OPERATOR);
    if (!Operators.isKnown(name)) {
      throw Options.unknown("unknown operator", options.path(), name, Operators.names());
    }
    SequencedMap<String, Attribute> attributes = new LinkedHashMap<>();
    String path = options.path() + "." + ATTRIBUTES;
    for (Map.Entry<String, JsonNode> entry : fields(options.part(ATTRIBUTES), path).properties()) {
      String place = path + "." + entry.getKey();
      attributes.put(
          entry.getKey(), attribute(new Options(place, fields(entry.getValue(), place))));
    }
    return new OnnxOperator(
        name,
        options.whole(SET, 1),
        attributes,
        options.list(POSITIONS, 0),
        options.whole(RESULTS, 1));
  }

  private static Attribute attribute(Options options) {
    ObjectNode node = options.node();
    String kind = node.size() == 1 ? node.propertyNames().iterator().next() : "";
    JsonNode value = node.path(kind);
    return switch (kind) {
      case "real" -> new Attribute.Real(number(options, kind, value));
      case "whole" -> new Attribute.Whole(whole(options, kind, value));
      case "text" -> new Attribute.Text(value.isString() ? value.stringValue() : "");
      case "reals" -> new Attribute.Reals(list(options, kind, each -> number(options, kind, each)));
      case "wholes" ->
          new Attribute.Wholes(list(options, kind, each -> whole(options, kind, each)));
      case "texts" -> new Attribute.Texts(words(options, kind));
      case "tensor" -> new Attribute.Numbers(tensor(value, options.path()));
      default ->
          throw Options.unknown(
              "unknown kind of option",
              options.path(),
              kind,
              List.of("real", "whole", "text", "reals", "wholes", "texts", "tensor"));
    };
  }

  /** A node to be. */
  private record Place(
      String name, Blueprint blueprint, List<String> inputs, List<String> outputs) {}

  private record Graph(
      SequencedMap<String, Optional<Sequential.Input>> inputs,
      SequencedMap<String, TensorSpec> parameters,
      SequencedMap<String, TensorSpec> buffers,
      SequencedMap<String, Tensor> constants,
      List<Place> nodes,
      List<String> outputs)
      implements Blueprint {
    @Override
    public Layer build(Reach reach, Seed seed) {
      List<GraphNetwork.Node> made = new ArrayList<>();
      try {
        for (Place place : nodes) {
          Layer layer = place.blueprint().build(Reach.unknown(), seed.split(place.name()));
          made.add(new GraphNetwork.Node(place.name(), layer, place.inputs(), place.outputs()));
        }
        return new GraphNetwork(
            inputs, zeros(parameters), zeros(buffers), constants, made, outputs);
      } catch (ShapeError error) {
        throw error;
      } catch (IllegalArgumentException wrong) {
        throw ShapeError.of("network: the nodes make no graph")
            .fact("reason", String.valueOf(wrong.getMessage()));
      }
    }

    private static SequencedMap<String, Param> zeros(SequencedMap<String, TensorSpec> specs) {
      SequencedMap<String, Param> made = new LinkedHashMap<>();
      specs.forEach((name, spec) -> made.put(name, Param.zeros(name, spec.dtype(), spec.shape())));
      return made;
    }

    @Override
    public SequencedMap<String, TensorSpec> state() {
      SequencedMap<String, TensorSpec> all = new LinkedHashMap<>(parameters);
      all.putAll(buffers);
      for (Place place : nodes) {
        place.blueprint().state().forEach((path, spec) -> all.put(place.name() + "." + path, spec));
      }
      return all;
    }
  }
}
