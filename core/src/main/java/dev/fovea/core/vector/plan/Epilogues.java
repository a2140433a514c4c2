package dev.fovea.core.vector.plan;

import dev.fovea.core.graph.Graph;
import dev.fovea.core.op.Add;
import dev.fovea.core.op.Broadcast;
import dev.fovea.core.op.Convolution;
import dev.fovea.core.op.ConvolutionTransposed;
import dev.fovea.core.op.Fill;
import dev.fovea.core.op.Leaf;
import dev.fovea.core.op.Less;
import dev.fovea.core.op.MatMul;
import dev.fovea.core.op.Relu;
import dev.fovea.core.op.Reshape;
import dev.fovea.core.op.Where;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.vector.geometry.Repeats;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Biases and rectifiers that directly follow a convolution or linear layer on blocks: they are
 * absorbed by it and done in the same place, while the sums are in the first cache level. Only
 * where nobody else reads what lies between.
 */
final class Epilogues {
  /** What is done to the sums. */
  sealed interface Ending {
    /**
     * A bias, and perhaps a rectifier.
     *
     * @param bias the node of the parameter that is added, one number per channel
     * @param rectified whether negative results become 0
     */
    record Bias(int bias, boolean rectified) implements Ending {}

    /**
     * The gradient of a rectifier.
     *
     * @param mask the node that says where the sum is kept: where it is positive; else 0
     */
    record Mask(int mask) implements Ending {}
  }

  private final Graph graph;
  private final int[] uses;
  private final Map<Integer, Integer> products = new HashMap<>();
  private final Map<Integer, Ending> endings = new HashMap<>();

  Epilogues(Graph graph, Form[] forms) {
    this.graph = graph;
    this.uses = new int[graph.nodes().size()];
    graph.nodes().forEach(node -> node.inputs().forEach(input -> uses[input]++));
    graph.results().forEach(node -> uses[node]++);
    graph.writes().forEach(write -> uses[write.node()]++);
    for (int v = 0; v < forms.length; v++) {
      if (forms[v] == Form.BLOCKED) {
        absorb(v, forms);
      }
    }
  }

  private void absorb(int v, Form[] forms) {
    Graph.Node node = graph.nodes().get(v);
    if (node.op() instanceof Add) {
      int left = node.inputs().get(0);
      int right = node.inputs().get(1);
      if (!absorbBias(v, left, right, forms)) {
        absorbBias(v, right, left, forms);
      }
    } else if (node.op() instanceof Relu) {
      int sum = node.inputs().getFirst();
      Integer product = products.get(sum);
      if (product != null && uses[sum] == 1) {
        products.put(v, product);
        endings.computeIfPresent(
            product,
            (_, ending) ->
                ending instanceof Ending.Bias(int bias, _) ? new Ending.Bias(bias, true) : ending);
      }
    } else if (node.op() instanceof Where) {
      absorbMask(v, forms);
    }
  }

  private void absorbMask(int v, Form[] forms) {
    Graph.Node where = graph.nodes().get(v);
    int condition = where.inputs().get(0);
    int product = where.inputs().get(1);
    Graph.Node less = graph.nodes().get(condition);
    boolean fits =
        less.op() instanceof Less
            && uses[condition] == 1
            && uses[product] == 1
            && isProduct(product)
            && forms[product] == Form.BLOCKED
            && isZero(where.inputs().get(2))
            && isZero(less.inputs().get(0));
    if (!fits) {
      return;
    }
    int mask = less.inputs().get(1);
    if (mask < product
        && forms[mask] == Form.BLOCKED
        && !(graph.nodes().get(mask).op() instanceof Leaf)
        && shape(mask).equals(shape(product))) {
      products.put(v, product);
      products.put(condition, product);
      endings.put(product, new Ending.Mask(mask));
    }
  }

  private boolean isZero(int v) {
    Graph.Node node = graph.nodes().get(v);
    return switch (node.op()) {
      case Fill fill -> fill.value() == 0;
      case Broadcast _, Reshape _ -> isZero(node.inputs().getFirst());
      default -> false;
    };
  }

  private boolean absorbBias(int v, int product, int repeated, Form[] forms) {
    if (uses[product] > 1
        || !isProduct(product)
        || forms[product] != Form.BLOCKED
        || forms[repeated] != Form.UNIFORM) {
      return false;
    }
    int source = graph.nodes().get(repeated).inputs().getFirst();
    Optional<Repeats> repeats = Repeats.of(shape(source), shape(repeated));
    int parameter = parameter(source);
    Shape y = shape(product);
    boolean fits =
        repeats.isPresent()
            && repeats.get().count() == y.dim(1)
            && repeats.get().inner() == y.size(2, y.rank());
    if (!fits || parameter < 0) {
      return false;
    }
    products.put(v, product);
    endings.put(product, new Ending.Bias(parameter, false));
    return true;
  }

  private boolean isProduct(int v) {
    return switch (graph.nodes().get(v).op()) {
      case Convolution _, ConvolutionTransposed _, MatMul _ -> true;
      default -> false;
    };
  }

  /** The parameter that a node is or renames; −1 if it is something else. */
  private int parameter(int v) {
    Graph.Node node = graph.nodes().get(v);
    return switch (node.op()) {
      case Leaf leaf -> leaf.kind() == Leaf.Kind.PARAMETER ? v : -1;
      case Reshape _ -> parameter(node.inputs().getFirst());
      default -> -1;
    };
  }

  private Shape shape(int v) {
    return graph.nodes().get(v).shape();
  }

  /** Whether a node is done as part of a product. */
  boolean isAbsorbed(int v) {
    return products.containsKey(v);
  }

  /** The product that absorbs a node. */
  int product(int v) {
    Integer product = products.get(v);
    if (product == null) {
      throw new IllegalArgumentException("node " + v + " is not absorbed");
    }
    return product;
  }

  /** What a product does to its sums. */
  Optional<Ending> of(int product) {
    return Optional.ofNullable(endings.get(product));
  }
}
