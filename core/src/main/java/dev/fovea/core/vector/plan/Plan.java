package dev.fovea.core.vector.plan;

import dev.fovea.core.vector.run.Buffer;
import dev.fovea.core.vector.run.VectorProgram;
import java.util.List;
import java.util.Map;

/**
 * A program as data: its stages, what enters and leaves it, and the buffers of all of it, before
 * any buffer has a place.
 *
 * @param stages what runs, in order
 * @param bindings how each leaf comes in
 * @param results what each run returns
 * @param writes the parameters that take a new value when all steps have run
 * @param inputs the buffers that are filled before the first stage
 * @param outputs the buffers that are read after the last stage
 * @param onHeap how many numbers each value has that is kept as Java doubles, by node
 * @param parameters how many parameters are read and written where they lie
 */
record Plan(
    List<PlannedStage> stages,
    List<VectorProgram.Binding> bindings,
    List<VectorProgram.Value> results,
    List<VectorProgram.Overwrite> writes,
    List<Buffer> inputs,
    List<Buffer> outputs,
    Map<Integer, Integer> onHeap,
    int parameters) {
  Plan {
    stages = List.copyOf(stages);
    bindings = List.copyOf(bindings);
    results = List.copyOf(results);
    writes = List.copyOf(writes);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    onHeap = Map.copyOf(onHeap);
  }
}
