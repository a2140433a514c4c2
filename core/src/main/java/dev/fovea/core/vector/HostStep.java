package dev.fovea.core.vector;

import dev.fovea.core.Graph;
import dev.fovea.core.scalar.ScalarKernels;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation that is rare or small enough to be computed by the scalar kernels: class numbers,
 * row numbers, double precision.
 *
 * @param index the number of the node
 * @param node what is computed
 * @param inputNodes its inputs
 * @param inputs where they are: a plain location, or null for hosted values
 * @param inputIndices the numbers of the inputs' nodes
 * @param output where the result goes: a plain location, or null for a hosted value
 */
record HostStep(
    int index,
    Graph.Node node,
    List<Graph.Node> inputNodes,
    List<@Nullable Location> inputs,
    List<Integer> inputIndices,
    @Nullable Location output)
    implements PlainStep {
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
    List<double[]> values = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Location location = inputs.get(i);
      values.add(
          location == null
              ? memory.hosted(inputIndices.get(i))
              : read(memory, location, inputNodes.get(i).shape().size()));
    }
    double[] result = ScalarKernels.compute(node, inputNodes, values);
    if (output == null) {
      memory.host(index, result);
    } else {
      MemorySegment to = memory.of(output);
      for (int i = 0; i < result.length; i++) {
        to.set(Lanes.FLOAT, output.offset() + (long) i * Float.BYTES, (float) result[i]);
      }
    }
  }

  private static double[] read(Memory memory, Location location, int size) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = memory.get(location, i);
    }
    return values;
  }

  @Override
  public String describe() {
    return node.op().name() + " " + node.shape() + " by the scalar kernel";
  }
}
