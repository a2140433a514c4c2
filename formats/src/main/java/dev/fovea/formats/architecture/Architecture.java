package dev.fovea.formats.architecture;

import dev.fovea.core.Seed;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Layer;
import dev.fovea.nn.network.GraphNetwork;
import dev.fovea.nn.network.Model;
import dev.fovea.nn.network.Sequential;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A network as text: JSON in a model file, YAML by hand.
 *
 * <pre>
 * input: [1, 28, 28]
 * layers:
 *   - conv2d: {out: 8, kernel: 5, name: conv1}
 *   - relu
 *   - maxpool2d: 2
 *   - flatten
 *   - dropout: 0.5
 *   - linear: 10
 * </pre>
 *
 * <p>A layer is a type name, alone or with its options; a bare value stands for the option that
 * matters most. Type names are those of the layers of {@code dev.fovea.nn} in lower case. Sizes
 * that follow from the input ({@code in}, {@code channels}) may be omitted. Branches hold lists:
 * {@code residual: {body: […], shortcut: […]}}. An {@code input} of other numbers than float32 is
 * {@code {shape: [20], dtype: int64}}. A {@link GraphNetwork} is written as {@code graph}, by
 * programs.
 */
public final class Architecture {
  private static final String INPUT = "input";
  private static final String LAYERS = "layers";
  private static final String GRAPH = "graph";
  private static final String SHAPE = "shape";
  private static final String DTYPE = "dtype";

  private final Optional<Sequential.Input> input;
  private final Blueprint whole;
  private final ObjectNode json;

  private Architecture(Optional<Sequential.Input> input, Blueprint whole, ObjectNode json) {
    this.input = input;
    this.whole = whole;
    this.json = json;
  }

  // ---- reading ----

  /**
   * Reads a network.
   *
   * @throws ShapeError naming the place, what was expected and what was found; an unknown type or
   *     option with the nearest known one
   */
  public static Architecture parse(JsonNode node) {
    return parse(node, "");
  }

  /**
   * Reads a network that is a part of something larger.
   *
   * @param path where it stands, for errors, such as {@code network}; empty if it is the whole
   */
  public static Architecture parse(JsonNode node, String path) {
    String start = path.isEmpty() ? "" : path + ".";
    if (!(node instanceof ObjectNode fields)) {
      throw ShapeError.of("network: not a network")
          .fact("at", path.isEmpty() ? "the beginning" : path)
          .fact("expected", "input and layers")
          .fact("but was", Json.brief(node));
    }
    if (fields.has(GRAPH)) {
      String place = path.isEmpty() ? "network" : path;
      Options only = new Options(place, fields).onlyThese(List.of(GRAPH));
      Blueprint graph = GraphTypes.read(only.part(GRAPH), start + GRAPH);
      return new Architecture(Optional.empty(), graph, fields.deepCopy());
    }
    Options options =
        new Options(path.isEmpty() ? "network" : path, fields).onlyThese(List.of(INPUT, LAYERS));
    Optional<Sequential.Input> input =
        options.has(INPUT)
            ? Optional.of(input(options.part(INPUT), start + INPUT))
            : Optional.empty();
    Sequence layers = Sequence.read(options.part(LAYERS), start + LAYERS);
    return new Architecture(input, layers, fields.deepCopy());
  }

  static Sequential.Input input(JsonNode node, String path) {
    ObjectNode fields;
    if (node instanceof ObjectNode given) {
      fields = given;
    } else {
      fields = Json.object();
      fields.set(SHAPE, node);
    }
    Options options = new Options(path, fields).onlyThese(List.of(SHAPE, DTYPE));
    Shape shape = Shape.of(options.list(SHAPE, 1));
    return new Sequential.Input(shape, dtype(options, DTYPE));
  }

  /** An element type by its label; float32 if none is said. */
  static DType dtype(Options options, String key) {
    String name = options.has(key) ? options.word(key) : DType.FLOAT32.label();
    return Stream.of(DType.values())
        .filter(type -> type.label().equals(name))
        .findFirst()
        .orElseThrow(() ->
            Options.unknown(
                "unknown element type",
                options.path(),
                name,
                Stream.of(DType.values()).map(DType::label).toList()));
  }

  /** The types of layers that can be written, such as {@code conv2d}. */
  public static List<String> types() {
    return LayerTypes.names();
  }

  // ---- writing ----

  /**
   * The architecture of a model, every option said.
   *
   * @throws ShapeError if the model holds a layer that is none of {@link #types}
   */
  public static Architecture of(Model model) {
    ObjectNode json = Json.object();
    switch (model) {
      case Sequential row -> {
        row.input().ifPresent(input -> json.set(INPUT, written(input)));
        json.set(LAYERS, LayerTypes.write(row.layers(), LAYERS));
      }
      case GraphNetwork graph -> json.set(GRAPH, GraphTypes.write(graph));
      default ->
          throw ShapeError.of("network: a model has no written form")
              .fact("model", model.getClass().getSimpleName())
              .fact("expected", "a Sequential or a GraphNetwork");
    }
    return parse(json);
  }

  /** Whether this very layer, apart from those inside, is one of {@link #types}. */
  public static boolean canWrite(Layer layer) {
    return LayerTypes.of(layer).isPresent();
  }

  /** {@link #of} as JSON. */
  public static JsonNode describe(Model model) {
    return of(model).toJson();
  }

  static JsonNode written(Sequential.Input input) {
    JsonNode shape = Json.list(input.example().dims());
    if (input.dtype() == DType.FLOAT32) {
      return shape;
    }
    ObjectNode fields = Json.object();
    fields.set(SHAPE, shape);
    fields.put(DTYPE, input.dtype().label());
    return fields;
  }

  /** This architecture as it was written or read. */
  public ObjectNode toJson() {
    return json.deepCopy();
  }

  // ---- making it ----

  /** What the network takes, if it is said. */
  public Optional<Sequential.Input> input() {
    return input;
  }

  /**
   * This architecture for examples of these sizes, such as those of a data set.
   *
   * @throws ShapeError if another input is written down
   */
  public Architecture withInput(Sequential.Input found) {
    if (json.has(GRAPH)) {
      return this;
    }
    if (input.isPresent() && !input.get().equals(found)) {
      throw ShapeError.of("network: the input is not what the network declares")
          .fact("expected", input.get().example() + " " + input.get().dtype())
          .fact("but was", found.example() + " " + found.dtype());
    }
    ObjectNode fields = Json.object();
    fields.set(INPUT, written(found));
    fields.set(LAYERS, json.get(LAYERS));
    return new Architecture(Optional.of(found), whole, fields);
  }

  /**
   * Makes the network, with the first weights that the same network written in Java has.
   *
   * @throws ShapeError if a layer cannot take what reaches it; its path is in the message; if the
   *     network is a graph: use {@link #model}
   */
  public Sequential build(Seed seed) {
    if (model(seed) instanceof Sequential row) {
      return row;
    }
    throw ShapeError.of("network: this one is a graph")
        .fact("expected", "layers one after the other");
  }

  /**
   * Makes the network, layers in a row or a graph.
   *
   * @throws ShapeError if a layer cannot take what reaches it; its path is in the message
   */
  public Model model(Seed seed) {
    Reach reach =
        input
            .map(known -> new Reach(Optional.of(known.example()), known.dtype()))
            .orElse(Reach.unknown());
    return (Model) whole.build(reach, seed);
  }

  /**
   * The parameters and buffers the network has, by path, without making it.
   *
   * @throws ShapeError if sizes are omitted, as they may be by hand
   */
  public SequencedMap<String, TensorSpec> state() {
    return whole.state();
  }
}
