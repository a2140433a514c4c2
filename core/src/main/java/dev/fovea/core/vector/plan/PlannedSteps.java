package dev.fovea.core.vector.plan;

import dev.fovea.core.vector.run.Buffer;
import java.util.List;

/**
 * What one fusion group of a graph becomes: steps that follow one another, and the buffers they use
 * from the first of them to the last.
 *
 * @param steps the steps, in order
 * @param reads what holds values that were written before
 * @param writes what holds values that are read later
 * @param scratch what nothing outside these steps reads
 */
record PlannedSteps<S>(
    List<S> steps, List<Buffer> reads, List<Buffer> writes, List<Buffer> scratch) {
  PlannedSteps {
    steps = List.copyOf(steps);
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
    scratch = List.copyOf(scratch);
  }
}
