package dev.fovea.core.vector.plan;

import dev.fovea.core.vector.run.Buffer;
import dev.fovea.core.vector.run.Buffer.Copies;
import dev.fovea.core.vector.run.Location;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the buffers that one fusion group declares while it is lowered to steps. */
final class Operands {
  private final Set<Buffer> reads = new LinkedHashSet<>();
  private final Set<Buffer> writes = new LinkedHashSet<>();
  private final List<Buffer> scratch = new ArrayList<>();

  /** Declares that the group reads here. */
  Location read(Location location) {
    reads.add(location.buffer());
    return location;
  }

  /** Declares that the group writes here. */
  Location write(Location location) {
    writes.add(location.buffer());
    return location;
  }

  /** Memory for all workers together, from the group's first step to its last. */
  Location shared(long bytes) {
    return scratch(Copies.ONE, bytes);
  }

  /** Memory for each worker, within one task. */
  Location worker(long bytes) {
    return scratch(Copies.PER_WORKER, bytes);
  }

  private Location scratch(Copies copies, long bytes) {
    Buffer buffer = Buffer.of(copies, bytes);
    scratch.add(buffer);
    return Location.of(buffer);
  }

  /** The steps with what was declared. */
  <S> PlannedSteps<S> of(List<S> steps) {
    return new PlannedSteps<>(steps, List.copyOf(reads), List.copyOf(writes), scratch);
  }
}
