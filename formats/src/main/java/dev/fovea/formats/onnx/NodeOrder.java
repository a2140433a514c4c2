package dev.fovea.formats.onnx;

import dev.fovea.files.FormatException;
import dev.fovea.formats.onnx.operator.Operators;
import dev.fovea.formats.onnx.proto.ModelProto;
import dev.fovea.formats.onnx.proto.NodeProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The nodes on which the outputs of a graph depend, each after those whose values it takes. A file
 * should have them so; one that has not is put in order.
 */
final class NodeOrder {
  private static final int SHOWN = 5;

  private final Map<String, NodeProto> givers = new HashMap<>();
  private final Set<String> given = new HashSet<>();

  private NodeOrder() {}

  static List<NodeProto> of(ModelProto file) throws FormatException {
    NodeOrder order = new NodeOrder();
    file.initializers().forEach(tensor -> order.given.add(tensor.name()));
    file.inputs().forEach(input -> order.given.add(input.name()));
    for (NodeProto node : file.nodes()) {
      if (node.outputs().isEmpty()) {
        throw FormatException.of("onnx: a node has no output").fact("node", node.shown());
      }
      for (String output : node.outputs()) {
        boolean isNamed = !output.isEmpty();
        if (isNamed && (order.given.contains(output) || order.givers.put(output, node) != null)) {
          throw FormatException.of("onnx: a value is given twice")
              .fact("node", node.shown())
              .fact("found", output);
        }
      }
    }
    List<String> wanted = file.outputs().stream().map(output -> output.name()).toList();
    if (wanted.isEmpty()) {
      throw FormatException.of("onnx: the graph has no outputs");
    }
    for (String output : wanted) {
      if (!order.given.contains(output) && !order.givers.containsKey(output)) {
        throw FormatException.of("onnx: no node gives an output of the graph")
            .fact("found", output);
      }
    }
    return order.sorted(file, order.needed(wanted));
  }

  private Set<NodeProto> needed(List<String> outputs) throws FormatException {
    Set<NodeProto> needed = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<String> open = new ArrayDeque<>(outputs);
    while (!open.isEmpty()) {
      NodeProto giver = givers.get(open.pop());
      if (giver == null || !needed.add(giver)) {
        continue;
      }
      check(giver);
      for (String input : giver.inputs()) {
        if (!input.isEmpty()) {
          if (!given.contains(input) && !givers.containsKey(input)) {
            throw FormatException.of("onnx: nothing gives an input of a node")
                .fact("node", giver.shown())
                .fact("operator", giver.operator())
                .fact("found", input);
          }
          open.push(input);
        }
      }
    }
    return needed;
  }

  private static void check(NodeProto node) throws FormatException {
    boolean isOfOnnx = node.domain().isEmpty() || node.domain().equals("ai.onnx");
    if (!isOfOnnx || !Operators.isKnown(node.operator())) {
      throw FormatException.of("onnx: an operator is not known here")
          .fact("node", node.shown())
          .fact("operator", (isOfOnnx ? "" : node.domain() + ".") + node.operator())
          .fact("expected", String.join(", ", Operators.names()));
    }
  }

  /** In the order of the file as far as it is one. */
  private List<NodeProto> sorted(ModelProto file, Set<NodeProto> needed) throws FormatException {
    Map<String, List<NodeProto>> waiting = new HashMap<>();
    Map<NodeProto, Integer> missing = new IdentityHashMap<>();
    Deque<NodeProto> ready = new ArrayDeque<>();
    for (NodeProto node : file.nodes()) {
      if (!needed.contains(node)) {
        continue;
      }
      Set<String> inputs =
          node.inputs().stream().filter(givers::containsKey).collect(Collectors.toSet());
      missing.put(node, inputs.size());
      inputs.forEach(input -> waiting.computeIfAbsent(input, _ -> new ArrayList<>()).add(node));
      if (inputs.isEmpty()) {
        ready.add(node);
      }
    }
    List<NodeProto> sorted = new ArrayList<>();
    while (!ready.isEmpty()) {
      NodeProto node = ready.poll();
      sorted.add(node);
      missing.remove(node);
      for (String output : node.outputs()) {
        for (NodeProto user : waiting.getOrDefault(output, List.of())) {
          if (missing.merge(user, -1, Integer::sum) == 0) {
            ready.add(user);
          }
        }
      }
    }
    if (!missing.isEmpty()) {
      throw FormatException.of("onnx: the graph has a cycle")
          .fact(
              "nodes",
              missing.keySet().stream()
                  .map(NodeProto::shown)
                  .sorted()
                  .limit(SHOWN)
                  .collect(Collectors.joining(", ")));
    }
    return sorted;
  }
}
