package dev.fovea.nn.network;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Junction;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Pass;
import dev.fovea.nn.Summary;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network whose layers form a graph: each node takes values by name and gives values by name.
 *
 * <pre>{@code
 * Layer conv = Conv2d.config(8, 3).padding(1).build(Shape.of(8, 28, 28), Seed.of(1));
 * GraphNetwork net =
 *     GraphNetwork.input("x", new Sequential.Input(Shape.of(8, 28, 28), DType.FLOAT32))
 *         .node("conv", conv, "x")
 *         .node("sum", new Merge(Merge.How.SUM), "conv", "x")
 *         .outputs("sum");
 * }</pre>
 *
 * <p>Values are the inputs, the network's own parameters, buffers and constants, and what nodes
 * give. Layers inside nodes keep their parameters to themselves, under the name of the node; the
 * network's own have the names they are used by.
 *
 * @param inputs what the network is given, in order: the shape of one example and its type, where
 *     they are known
 * @param parameters the network's own parameters, by name
 * @param buffers what it remembers itself but no optimizer trains, by name
 * @param constants numbers that belong to the structure and are no state, by name
 * @param nodes the layers, each after those whose values it takes
 * @param outputs the names of the values the network gives
 */
public record GraphNetwork(
    SequencedMap<String, Optional<Sequential.Input>> inputs,
    SequencedMap<String, Param> parameters,
    SequencedMap<String, Param> buffers,
    SequencedMap<String, Tensor> constants,
    List<Node> nodes,
    List<String> outputs)
    implements Model, Junction {

  /**
   * A layer in its place. A {@link Junction} takes all inputs, any other layer exactly one.
   *
   * @param name its name, as a child of the network
   * @param layer what it computes
   * @param inputs the names of the values it takes
   * @param outputs the names of the values it gives
   */
  public record Node(String name, Layer layer, List<String> inputs, List<String> outputs) {
    public Node {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
      if (name.isEmpty() || outputs.isEmpty()) {
        throw new IllegalArgumentException(
            "graph: a node needs a name and an output but was \"" + name + "\" " + outputs);
      }
      if (!(layer instanceof Junction) && (inputs.size() != 1 || outputs.size() != 1)) {
        throw new IllegalArgumentException(
            "graph: node "
                + name
                + ": a "
                + layer.getClass().getSimpleName()
                + " has one input and one output but was given "
                + inputs
                + " and "
                + outputs);
      }
    }
  }

  /**
   * Checks that every value is given once, and before it is taken.
   *
   * @throws IllegalArgumentException naming node and value
   */
  public GraphNetwork {
    inputs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(inputs));
    parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    buffers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(buffers));
    constants = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(constants));
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
    Set<String> values = new HashSet<>();
    for (Collection<String> names :
        List.of(inputs.keySet(), parameters.keySet(), buffers.keySet(), constants.keySet())) {
      names.forEach(name -> define(values, name, "graph"));
    }
    Set<String> names = new HashSet<>();
    for (Node node : nodes) {
      if (!names.add(node.name())) {
        throw new IllegalArgumentException("graph: two nodes are called " + node.name());
      }
      for (String input : node.inputs()) {
        if (!values.contains(input)) {
          throw new IllegalArgumentException(
              "graph: node " + node.name() + ": no value " + input + " is given before it");
        }
      }
      node.outputs().forEach(output -> define(values, output, "graph: node " + node.name()));
    }
    for (String output : outputs) {
      if (!values.contains(output)) {
        throw new IllegalArgumentException("graph: no value " + output + " for an output");
      }
    }
    if (outputs.isEmpty() && !nodes.isEmpty() && inputs.isEmpty()) {
      throw new IllegalArgumentException("graph: there is nothing to give and nothing to take");
    }
  }

  private static void define(Set<String> values, String name, String where) {
    if (!values.add(name)) {
      throw new IllegalArgumentException(where + ": value " + name + " is given twice");
    }
  }

  // ---- building ----

  /** A network to be of one input; nodes are added to it. */
  public static GraphNetwork input(String name, Sequential.Input input) {
    return new GraphNetwork(
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            List.of(),
            List.of())
        .andInput(name, input);
  }

  /** This network with one more input. */
  public GraphNetwork andInput(String name, Sequential.Input input) {
    SequencedMap<String, Optional<Sequential.Input>> more = new LinkedHashMap<>(inputs);
    more.put(name, Optional.of(input));
    return new GraphNetwork(more, parameters, buffers, constants, nodes, outputs);
  }

  /** This network with one more node, whose output has its name. */
  public GraphNetwork node(String name, Layer layer, String... from) {
    List<Node> more = new ArrayList<>(nodes);
    more.add(new Node(name, layer, List.of(from), List.of(name)));
    return new GraphNetwork(inputs, parameters, buffers, constants, more, outputs);
  }

  /** This network with these values as outputs. */
  public GraphNetwork outputs(String... names) {
    return new GraphNetwork(inputs, parameters, buffers, constants, nodes, List.of(names));
  }

  // ---- what it is ----

  /** What the only input takes, if there is one alone and it is known. */
  @Override
  public Optional<Sequential.Input> input() {
    return inputs.size() == 1 ? inputs.firstEntry().getValue() : Optional.empty();
  }

  /** The layers of the nodes, by the names of the nodes. */
  @Override
  public SequencedMap<String, Layer> children() {
    SequencedMap<String, Layer> layers = new LinkedHashMap<>();
    nodes.forEach(node -> layers.put(node.name(), node.layer()));
    return layers;
  }

  @Override
  public String type() {
    return getClass().getSimpleName();
  }

  // ---- running ----

  /**
   * The first output of a network of one input.
   *
   * @throws ShapeError if there are more inputs
   */
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return forward(List.of(x), pass).getFirst();
  }

  /** All outputs for all inputs, in order. */
  @Override
  public List<Tensor> forward(List<Tensor> given, Pass pass) {
    if (given.size() != inputs.size()) {
      throw ShapeError.of("graph: wrong number of inputs")
          .fact("expected", String.join(", ", inputs.keySet()))
          .fact("but was", given.size() + " tensors");
    }
    Map<String, Tensor> values = new HashMap<>(constants);
    int next = 0;
    for (String name : inputs.keySet()) {
      values.put(name, given.get(next++));
    }
    parameters.forEach((name, parameter) -> values.put(name, parameter.value()));
    buffers.forEach((name, buffer) -> values.put(name, buffer.value()));
    for (Node node : nodes) {
      List<Tensor> taken = node.inputs().stream().map(name -> value(values, name)).toList();
      List<Tensor> gives =
          node.layer() instanceof Junction junction
              ? pass.call(node.name(), junction, taken)
              : List.of(pass.call(node.name(), node.layer(), taken.getFirst()));
      if (gives.size() < node.outputs().size()) {
        throw ShapeError.of("graph: a node gives fewer values than it has outputs")
            .fact("expected", node.outputs())
            .fact("but was", gives.size() + " tensors")
            .within(node.name());
      }
      for (int i = 0; i < node.outputs().size(); i++) {
        values.put(node.outputs().get(i), gives.get(i));
      }
    }
    return outputs.stream().map(name -> value(values, name)).toList();
  }

  private static Tensor value(Map<String, Tensor> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  // ---- changing ----

  /**
   * The layer at a path. Names of nodes may have dots in them: the longest that fits is taken.
   *
   * @throws IllegalArgumentException if there is no such layer
   */
  @Override
  public Layer child(String path) {
    Node node = nodeAt(path);
    return node.name().equals(path)
        ? node.layer()
        : node.layer().child(path.substring(node.name().length() + 1));
  }

  private Node nodeAt(String path) {
    @Nullable Node best = null;
    for (Node node : nodes) {
      boolean fits = path.equals(node.name()) || path.startsWith(node.name() + ".");
      if (fits && (best == null || node.name().length() > best.name().length())) {
        best = node;
      }
    }
    if (best == null) {
      throw new IllegalArgumentException(
          "no node " + path + ": expected one of " + children().sequencedKeySet());
    }
    return best;
  }

  /**
   * The nodes that lead to one of them, or to a value, sharing their parameters.
   *
   * @param name the name of a node, whose first output is taken, or of a value
   */
  @Override
  public GraphNetwork upTo(String name) {
    Optional<String> value =
        nodes.stream()
            .filter(node -> node.name().equals(name))
            .map(node -> node.outputs().getFirst())
            .findFirst()
            .or(() ->
                nodes.stream()
                    .flatMap(node -> node.outputs().stream())
                    .filter(name::equals)
                    .findFirst());
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "upTo: no node " + name + ": expected one of " + children().sequencedKeySet());
    }
    return new GraphNetwork(
            inputs, parameters, buffers, constants, nodes, List.of(value.orElseThrow()))
        .pruned();
  }

  /** Without nodes, parameters, buffers and constants on which no output depends. */
  public GraphNetwork pruned() {
    Map<String, Node> givers = new HashMap<>();
    nodes.forEach(node -> node.outputs().forEach(output -> givers.put(output, node)));
    Set<String> needed = new HashSet<>();
    Set<String> kept = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(outputs);
    while (!open.isEmpty()) {
      String value = open.pop();
      Node giver = givers.get(value);
      if (needed.add(value) && giver != null && kept.add(giver.name())) {
        open.addAll(giver.inputs());
      }
    }
    return new GraphNetwork(
        inputs,
        only(parameters, needed),
        only(buffers, needed),
        only(constants, needed),
        nodes.stream().filter(node -> kept.contains(node.name())).toList(),
        outputs);
  }

  private static <T> SequencedMap<String, T> only(SequencedMap<String, T> all, Set<String> names) {
    SequencedMap<String, T> kept = new LinkedHashMap<>(all);
    kept.keySet().retainAll(names);
    return kept;
  }

  /**
   * This network with another layer at a path. A layer of one input takes the first of the node it
   * replaces; parameters that nothing uses any more are omitted.
   */
  @Override
  public GraphNetwork replace(String path, Layer replacement) {
    Node old = nodeAt(path);
    Layer layer =
        old.name().equals(path)
            ? replacement
            : old.layer().replace(path.substring(old.name().length() + 1), replacement);
    boolean isSingle = !(layer instanceof Junction);
    Node node =
        new Node(
            old.name(),
            layer,
            isSingle ? old.inputs().subList(0, 1) : old.inputs(),
            isSingle ? old.outputs().subList(0, 1) : old.outputs());
    List<Node> changed = new ArrayList<>(nodes);
    changed.set(nodes.indexOf(old), node);
    return new GraphNetwork(inputs, parameters, buffers, constants, changed, outputs).pruned();
  }

  /**
   * How many numbers each node brings: those of its layer, and the network's own it takes first.
   */
  @Override
  public Map<String, Long> numbersPerChild() {
    Map<String, Param> own = new HashMap<>(parameters);
    own.putAll(buffers);
    Map<String, Long> numbers = new HashMap<>();
    for (Node node : nodes) {
      long count = Summary.count(node.layer().stateDict().values());
      for (String input : node.inputs()) {
        Param first = own.remove(input);
        count += first == null ? 0 : Summary.count(List.of(first));
      }
      numbers.put(node.name(), count);
    }
    return numbers;
  }
}
