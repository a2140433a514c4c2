package dev.fovea.core.vector.plan;

import dev.fovea.core.graph.Graph;
import dev.fovea.core.op.ArgMax;
import dev.fovea.core.op.AvgPool;
import dev.fovea.core.op.AvgPoolTransposed;
import dev.fovea.core.op.Broadcast;
import dev.fovea.core.op.Cast;
import dev.fovea.core.op.Concatenate;
import dev.fovea.core.op.Convolution;
import dev.fovea.core.op.ConvolutionTransposed;
import dev.fovea.core.op.ConvolutionWeightGradient;
import dev.fovea.core.op.Dropout;
import dev.fovea.core.op.Elementwise;
import dev.fovea.core.op.Fill;
import dev.fovea.core.op.Flip;
import dev.fovea.core.op.GatherRows;
import dev.fovea.core.op.Leaf;
import dev.fovea.core.op.LogSoftmax;
import dev.fovea.core.op.MatMul;
import dev.fovea.core.op.Max;
import dev.fovea.core.op.MaxPool;
import dev.fovea.core.op.MaxPoolPick;
import dev.fovea.core.op.MaxPoolScatter;
import dev.fovea.core.op.OneHot;
import dev.fovea.core.op.Pad;
import dev.fovea.core.op.Reshape;
import dev.fovea.core.op.ScatterAddRows;
import dev.fovea.core.op.Slice;
import dev.fovea.core.op.Softmax;
import dev.fovea.core.op.StopGradient;
import dev.fovea.core.op.Sum;
import dev.fovea.core.op.Transpose;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.vector.geometry.Repeats;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which values of a graph are blocked, and when each is made.
 *
 * <p>The batch axis is the first axis of the largest tensor of data; whatever keeps it in front is
 * made block by block. Times alternate: at even times steps that concern the whole batch or none,
 * at odd times a stage of blocks. A value is made at the earliest time its inputs allow; a sum over
 * the batch is collected during a block stage and ready at the time after it.
 *
 * <p>Whether anything is blocked at all, {@link LayoutChoice} decides. A wrong guess of the batch
 * axis costs speed, never correctness.
 */
final class Placement {
  private final List<Graph.Node> nodes;
  private final int examples;
  private final Form[] forms;
  private final int[] times;
  private final int[] roots;
  private final Epilogues endings;

  Placement(Graph graph, RowMajorLowering lowering) {
    this.nodes = graph.nodes();

    int batch = batchSize(nodes);
    this.examples = LayoutChoice.lanes(graph, batch, lowering) ? batch : 0;
    this.forms = new Form[nodes.size()];
    this.times = new int[nodes.size()];
    this.roots = new int[nodes.size()];
    for (int v = 0; v < nodes.size(); v++) {
      forms[v] = form(v);
      roots[v] = isRenaming(v) ? root(input(v, 0)) : v;
    }
    this.endings = new Epilogues(graph, forms);
    for (int v = 0; v < nodes.size(); v++) {
      roots[v] = isAlias(v) ? root(renamed(v)) : v;
      times[v] = time(v);
    }
  }

  /** Examples in the batch; 0 if none are blocked. */
  int examples() {
    return examples;
  }

  Form formOf(int node) {
    return forms[node];
  }

  /** When a value is made; for {@link #sumsBatch} when it is ready, one after its block stage. */
  int timeOf(int node) {
    return times[node];
  }

  /** The node whose memory holds this value: the same unless it only renames another. */
  int root(int node) {
    return roots[node];
  }

  /** What is done to the sums of a convolution or linear layer in the same place. */
  Optional<Epilogues.Ending> ending(int node) {
    return endings.of(node);
  }

  /** The input that an alias is another name for. */
  private int renamed(int v) {
    return endings.isAbsorbed(v) ? endings.product(v) : input(v, 0);
  }

  /** The values a node is made of: its inputs, and what its ending reads. */
  List<Integer> sources(int v) {
    List<Integer> inputs = nodes.get(v).inputs();
    return endings.of(v).orElse(null) instanceof Epilogues.Ending.Mask(int mask)
        ? Stream.concat(inputs.stream(), Stream.of(mask)).toList()
        : inputs;
  }

  /** Whether a node is another name for the value of its root. */
  boolean isAlias(int v) {
    return endings.isAbsorbed(v) || isRenaming(v);
  }

  private boolean isRenaming(int v) {
    Graph.Node node = nodes.get(v);
    if (node.inputs().isEmpty() || forms[v] != forms[input(v, 0)]) {
      return false;
    }
    return node.op() instanceof Reshape
        || node.op() instanceof StopGradient
        || (node.op() instanceof Cast(DType to)
            && to == DType.FLOAT32
            && nodes.get(input(v, 0)).dtype() == DType.BOOL);
  }

  /** Whether the node folds the batch axis during a block stage. */
  boolean sumsBatch(int v) {
    Graph.Node node = nodes.get(v);
    return switch (node.op()) {
      case Sum(List<Integer> axes) -> axes.contains(0) && forms[input(v, 0)] == Form.BLOCKED;
      case ConvolutionWeightGradient _ ->
          inBlocks(node) && leads(input(v, 0)) && leads(input(v, 1));
      default -> false;
    };
  }

  /** The time from which steps on whole values can read a value. */
  int rowsTime(int v) {
    boolean computed = forms[v] == Form.BLOCKED && !(nodes.get(root(v)).op() instanceof Leaf);
    return computed ? times[v] + 1 : isLeaf(v) ? 0 : times[v];
  }

  private boolean isLeaf(int v) {
    return nodes.get(root(v)).op() instanceof Leaf;
  }

  private static int batchSize(List<Graph.Node> nodes) {
    Shape largest = Shape.scalar();
    for (Graph.Node node : nodes) {
      if (node.op() instanceof Leaf leaf
          && leaf.kind() != Leaf.Kind.PARAMETER
          && node.dtype() == DType.FLOAT32
          && node.shape().rank() >= 2
          && node.shape().size() > largest.size()) {
        largest = node.shape();
      }
    }
    return largest.rank() == 0 ? 0 : largest.dim(0);
  }

  private int input(int v, int index) {
    return nodes.get(v).inputs().get(index);
  }

  private boolean leads(int v) {
    Shape shape = nodes.get(v).shape();
    return examples > 0 && shape.rank() > 0 && shape.dim(0) == examples && isFloat(nodes.get(v));
  }

  private static boolean isFloat(Graph.Node node) {
    return node.dtype() == DType.FLOAT32 || node.dtype() == DType.BOOL;
  }

  /** Whether some input is blocked. */
  private boolean inBlocks(Graph.Node node) {
    return node.inputs().stream().anyMatch(u -> forms[u] == Form.BLOCKED);
  }

  private Form form(int v) {
    Graph.Node node = nodes.get(v);
    if (!isFloat(node)) {
      return Form.ON_HEAP;
    }
    return switch (node.op()) {
      case Leaf leaf ->
          leaf.kind() != Leaf.Kind.PARAMETER && leads(v) && node.dtype() == DType.FLOAT32
              ? Form.BLOCKED
              : Form.ROW_MAJOR;
      case Fill _ -> Form.CONSTANT;
      case StopGradient _ -> forms[input(v, 0)];
      case Elementwise _ -> blockedIf(v, onlyFloats(node) && inBlocks(node));
      case Reshape _ -> reshaped(v);
      case Broadcast _ -> broadcast(v);
      case Transpose(List<Integer> order) -> blockedIf(v, inBlocks(node) && order.getFirst() == 0);
      case Slice(int axis, _, _) -> blockedIf(v, inBlocks(node) && axis != 0);
      case Pad(List<Integer> before, List<Integer> after, _) ->
          blockedIf(v, inBlocks(node) && before.getFirst() == 0 && after.getFirst() == 0);
      case Flip(List<Integer> axes) -> blockedIf(v, inBlocks(node) && !axes.contains(0));
      case Concatenate(int axis) -> blockedIf(v, inBlocks(node) && axis != 0 && onlyFloats(node));
      case Sum(List<Integer> axes) -> blockedIf(v, inBlocks(node) && !axes.contains(0));
      case Max(List<Integer> axes) -> blockedIf(v, inBlocks(node) && !axes.contains(0));
      case Softmax(int axis) -> blockedIf(v, inBlocks(node) && axis != 0);
      case LogSoftmax(int axis) -> blockedIf(v, inBlocks(node) && axis != 0);
      case MatMul(boolean transposeA, _) ->
          blockedIf(
              v,
              node.shape().rank() == 2
                  && !transposeA
                  && forms[input(v, 0)] == Form.BLOCKED
                  && forms[input(v, 1)] != Form.BLOCKED);
      case Convolution _, ConvolutionTransposed _ ->
          blockedIf(v, leads(input(v, 0)) && forms[input(v, 0)] != Form.ON_HEAP);
      case MaxPool _, MaxPoolScatter _, MaxPoolPick _, AvgPool _, AvgPoolTransposed _ ->
          blockedIf(v, inBlocks(node));
      case Dropout _ -> blockedIf(v, forms[input(v, 0)] == Form.BLOCKED);
      case OneHot _ -> blockedIf(v, node.shape().rank() > 1);
      case ConvolutionWeightGradient _, ArgMax _, GatherRows _, ScatterAddRows _ -> Form.ROW_MAJOR;
    };
  }

  private Form blockedIf(int v, boolean possible) {
    return possible && leads(v) ? Form.BLOCKED : Form.ROW_MAJOR;
  }

  private boolean onlyFloats(Graph.Node node) {
    return node.inputs().stream().allMatch(u -> isFloat(nodes.get(u)));
  }

  private Form reshaped(int v) {
    Form before = forms[input(v, 0)];
    return switch (before) {
      case BLOCKED -> blockedIf(v, true);
      case UNIFORM -> uniformIf(v, repeats(root(input(v, 0))));
      case ROW_MAJOR, CONSTANT, ON_HEAP -> before;
    };
  }

  /** Repeated by its reader, unless those are examples and each has its own numbers. */
  private Form uniformIf(int v, Optional<Repeats> repeats) {
    Shape shape = nodes.get(v).shape();
    return repeats.isPresent()
            && (!leads(v) || repeats.get().startsAnewEvery(shape.size(1, shape.rank())))
        ? Form.UNIFORM
        : Form.ROW_MAJOR;
  }

  private Optional<Repeats> repeats(int broadcast) {
    return Repeats.of(nodes.get(input(broadcast, 0)).shape(), nodes.get(broadcast).shape());
  }

  private Form broadcast(int v) {
    Form before = forms[input(v, 0)];
    Graph.Node node = nodes.get(v);
    Shape from = nodes.get(input(v, 0)).shape();
    return switch (before) {
      case CONSTANT -> Form.CONSTANT;
      case BLOCKED -> blockedIf(v, from.rank() == node.shape().rank());
      case ROW_MAJOR -> uniformIf(v, repeats(v));
      case UNIFORM, ON_HEAP -> Form.ROW_MAJOR;
    };
  }

  private int time(int v) {
    Graph.Node node = nodes.get(v);
    if (node.inputs().isEmpty()) {
      return forms[v] == Form.BLOCKED ? 1 : 0;
    }
    if (isAlias(v)) {
      return times[renamed(v)];
    }
    boolean wave = forms[v] == Form.BLOCKED || sumsBatch(v);
    int time = wave ? 1 : 0;
    for (int u : sources(v)) {
      boolean inSameWave = wave && forms[u] == Form.BLOCKED;
      time = Math.max(time, inSameWave ? times[u] : rowsTime(u) + (wave ? 1 : 0));
    }
    return sumsBatch(v) ? time + 1 : time;
  }
}
