package dev.fovea.core.vector.plan;

import dev.fovea.core.graph.Graph;
import dev.fovea.core.op.Binary;
import dev.fovea.core.op.Elementwise;
import dev.fovea.core.op.Unary;
import dev.fovea.core.op.Where;
import dev.fovea.core.scalar.ScalarKernels;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation on numbers that are not floats, computed by the scalar kernels: step counters, class
 * numbers, double precision. Element-wise operations take no new memory.
 *
 * @param index the number of the node
 * @param node what is computed
 * @param inputNodes its inputs
 * @param inputs where they are: a row-major location, or null for on-heap values
 * @param inputIndices under which numbers their doubles are kept, rows read into doubles too
 * @param output where the result goes: a row-major location, or null for an on-heap value
 */
record ScalarStep(
    int index,
    Graph.Node node,
    List<Graph.Node> inputNodes,
    List<@Nullable Location> inputs,
    List<Integer> inputIndices,
    @Nullable Location output)
    implements WholeStep {
  @Override
  public int tasks() {
    return 1;
  }

  @Override
  public long cost() {
    return node.shape().size();
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    double[] result = memory.onHeap(index);
    if (node.op() instanceof Elementwise op) {
      compute(op, memory, result);
    } else {
      List<double[]> values = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        values.add(input(memory, i));
      }
      double[] computed = ScalarKernels.compute(node, inputNodes, values);
      System.arraycopy(computed, 0, result, 0, result.length);
    }
    if (output != null) {
      for (int i = 0; i < result.length; i++) {
        memory.put(output, i, (float) result[i]);
      }
    }
  }

  private void compute(Elementwise op, Memory memory, double[] result) {
    switch (op) {
      case Unary unary -> ScalarKernels.unary(unary, node.dtype(), input(memory, 0), result);
      case Binary binary ->
          ScalarKernels.binary(binary, node.dtype(), input(memory, 0), input(memory, 1), result);
      case Where _ ->
          ScalarKernels.where(input(memory, 0), input(memory, 1), input(memory, 2), result);
    }
  }

  /** The numbers of an input; rows are read into doubles. */
  private double[] input(Memory memory, int number) {
    double[] values = memory.onHeap(inputIndices.get(number));
    Location rows = inputs.get(number);
    if (rows != null) {
      for (int i = 0; i < values.length; i++) {
        values[i] = memory.get(rows, i);
      }
    }
    return values;
  }

  @Override
  public String describe() {
    return node.op().name() + " " + node.shape() + " by the scalar kernel";
  }
}
