package dev.fovea.core;

import dev.fovea.core.graph.Graph;
import dev.fovea.core.op.Leaf;
import dev.fovea.core.op.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The graph below some tensors, and the tensors that are its leaves. A tensor whose value is known
 * already is a leaf. Walks without recursion, so that a graph may be as deep as it likes.
 */
record Trace(Graph graph, List<Tensor> leaves) {

  static Trace of(List<Tensor> results, List<Update> updates) {
    return new Walk().trace(results, updates);
  }

  private static final class Walk {
    private final List<Graph.Node> nodes = new ArrayList<>();
    private final List<Tensor> leaves = new ArrayList<>();
    private final IdentityHashMap<Tensor, Integer> indices = new IdentityHashMap<>();
    private final Map<Graph.Node, Integer> known = new HashMap<>();

    Trace trace(List<Tensor> results, List<Update> updates) {
      List<Integer> asked = results.stream().map(this::visit).toList();
      List<Graph.Write> writes = new ArrayList<>();
      Set<Param> written = new HashSet<>();
      for (Update update : updates) {
        if (!written.add(update.target())) {
          throw new IllegalArgumentException(
              "update: parameter " + update.target() + " is written twice in one run");
        }
        int value = visit(update.value());
        visit(update.target().value());
        writes.add(new Graph.Write(leaves.indexOf(update.target().value()), value));
      }
      return new Trace(new Graph(nodes, asked, writes), leaves);
    }

    private int visit(Tensor root) {
      Deque<Tensor> pending = new ArrayDeque<>(List.of(root));
      while (!pending.isEmpty()) {
        Tensor next = pending.peek();
        if (indices.containsKey(next)) {
          pending.pop();
        } else if (isLeaf(next)) {
          pending.pop();
          indices.put(next, nodes.size());
          Tensor leaf = next.asLeaf();
          nodes.add(leaf(leaf));
          leaves.add(leaf);
        } else {
          int before = pending.size();
          for (Tensor input : next.inputs().reversed()) {
            if (!indices.containsKey(input)) {
              pending.push(input);
            }
          }
          if (pending.size() == before) {
            pending.pop();
            indices.put(next, add(next));
          }
        }
      }
      return index(root);
    }

    private static boolean isLeaf(Tensor tensor) {
      return tensor.isComputed() || tensor.op() instanceof Leaf;
    }

    private static Graph.Node leaf(Tensor tensor) {
      Op op =
          tensor.op() instanceof Leaf leaf
              ? leaf
              : new Leaf(Leaf.Kind.DATA, tensor.dtype(), tensor.shape());
      return new Graph.Node(op, List.of(), tensor.shape(), tensor.dtype());
    }

    private int add(Tensor tensor) {
      List<Integer> inputs = tensor.inputs().stream().map(this::index).toList();
      Graph.Node node = new Graph.Node(tensor.op(), inputs, tensor.shape(), tensor.dtype());
      Integer same = known.putIfAbsent(node, nodes.size());
      if (same == null) {
        nodes.add(node);
        return nodes.size() - 1;
      }
      return same;
    }

    private int index(Tensor tensor) {
      Integer index = indices.get(tensor);
      if (index == null) {
        throw new IllegalStateException("an input was not visited before its user");
      }
      return index;
    }
  }
}
