package dev.fovea.core.scalar;

import dev.fovea.core.graph.Graph;
import dev.fovea.core.graph.Program;
import dev.fovea.core.op.Leaf;
import dev.fovea.core.shape.Storage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes the nodes of a graph one after the other and lets go of each value after its last use.
 * Parameters are written when everything is computed.
 */
final class ScalarProgram implements Program {
  private static final int NEVER = Integer.MAX_VALUE;

  private final Graph graph;
  private final int[] lastUse;

  ScalarProgram(Graph graph) {
    this.graph = graph;
    this.lastUse = lastUses(graph);
  }

  /** The last node that reads each node; results and new values of parameters are kept. */
  private static int[] lastUses(Graph graph) {
    int[] lastUse = new int[graph.nodes().size()];
    for (int i = 0; i < lastUse.length; i++) {
      lastUse[i] = i;
      for (int input : graph.nodes().get(i).inputs()) {
        lastUse[input] = i;
      }
    }
    graph.results().forEach(node -> lastUse[node] = NEVER);
    graph.writes().forEach(write -> lastUse[write.node()] = NEVER);
    return lastUse;
  }

  @Override
  public void run(List<Storage> leaves, List<Storage> results) {
    double[] @Nullable [] values = new double[graph.nodes().size()][];
    int leaf = 0;
    for (int i = 0; i < values.length; i++) {
      Graph.Node node = graph.nodes().get(i);
      values[i] = node.op() instanceof Leaf ? read(leaves.get(leaf++)) : compute(node, values);
      release(values, i);
    }
    for (int i = 0; i < results.size(); i++) {
      write(values[graph.results().get(i)], results.get(i));
    }
    for (Graph.Write write : graph.writes()) {
      write(values[write.node()], leaves.get(write.leaf()));
    }
  }

  private static double[] read(Storage storage) {
    double[] values = new double[storage.size()];
    storage.copyTo(values);
    return values;
  }

  private static void write(double[] values, Storage storage) {
    for (int i = 0; i < values.length; i++) {
      storage.put(i, values[i]);
    }
  }

  private double[] compute(Graph.Node node, double[] @Nullable [] values) {
    List<Graph.Node> inputNodes = node.inputs().stream().map(graph.nodes()::get).toList();
    List<double[]> inputs = node.inputs().stream().map(input -> values[input]).toList();
    return ScalarKernels.compute(node, inputNodes, inputs);
  }

  private void release(double[] @Nullable [] values, int node) {
    for (int input : graph.nodes().get(node).inputs()) {
      if (lastUse[input] == node) {
        values[input] = null;
      }
    }
  }

  @Override
  public String describe() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < graph.nodes().size(); i++) {
      Graph.Node node = graph.nodes().get(i);
      text.append(i).append(": ").append(node.op().name()).append(' ').append(node.inputs());
      text.append(" -> ").append(node.dtype()).append(' ').append(node.shape()).append('\n');
    }
    return text.append("results ").append(graph.results()).toString();
  }
}
