package dev.fovea.core.graph;

import dev.fovea.core.op.Leaf;
import dev.fovea.core.op.Op;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import java.util.List;

/**
 * A program: operations in an order in which each follows its inputs, without any data. Equal
 * programs are equal values, so that a compiled plan can be found again. Equal operations on equal
 * inputs appear once.
 *
 * @param nodes the operations; a {@link Leaf} stands for a tensor that is given at each run
 * @param results the indices of the nodes whose values are asked for
 * @param writes the parameters that change
 */
public record Graph(List<Node> nodes, List<Integer> results, List<Write> writes) {
  public Graph {
    nodes = List.copyOf(nodes);
    results = List.copyOf(results);
    writes = List.copyOf(writes);
  }

  /**
   * One operation.
   *
   * @param op what is computed
   * @param inputs the indices of its inputs
   * @param shape the shape of its result
   * @param dtype the type of its result
   */
  public record Node(Op op, List<Integer> inputs, Shape shape, DType dtype) {
    public Node {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * A parameter that changes when the program runs.
   *
   * @param leaf the number of the leaf, counted among leaves only
   * @param node the index of the node with the new value
   */
  public record Write(int leaf, int node) {}

  /** The indices of the leaves, in the order in which their values are given. */
  public List<Integer> leaves() {
    return java.util.stream.IntStream.range(0, nodes.size())
        .filter(i -> nodes.get(i).op() instanceof Leaf)
        .boxed()
        .toList();
  }
}
