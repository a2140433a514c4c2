package dev.fovea.core.vector;

import dev.fovea.core.DType;
import dev.fovea.core.Graph;
import dev.fovea.core.Program;
import dev.fovea.core.Storage;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A compiled graph: memory, and the stages that fill it. */
final class VectorProgram implements Program {
  /** Steps below this cost are not worth waking other threads. */
  private static final long WORTH_SHARING = 100_000;

  /** What runs between two meetings of the threads. */
  sealed interface Stage {
    /** Steps that each block of examples goes through. */
    record Wave(List<LaneStep> steps) implements Stage {}

    /** Steps that concern the whole batch or none, one after the other. */
    record Whole(List<PlainStep> steps) implements Stage {}
  }

  /** How the numbers of a leaf come in. */
  sealed interface Binding {
    /** As doubles. */
    record Hosted(int node) implements Binding {}

    /** Read where they are: a parameter. */
    record Direct(int base) implements Binding {}

    /** Copied into the arena. */
    record Copied(Location location) implements Binding {}
  }

  /**
   * A value that goes out.
   *
   * @param node its node, for hosted values
   * @param rows its place, null for hosted values
   * @param size how many numbers
   * @param dtype their type
   */
  record Value(int node, @Nullable Location rows, int size, DType dtype) {}

  private final Graph graph;
  private final Memory memory;
  private final List<Stage> stages;
  private final Batch batch;
  private final Workers workers;
  private final int threads;
  private final List<Binding> bindings;
  private final List<Value> results;
  private final List<Value> writes;

  VectorProgram(
      Graph graph,
      Memory memory,
      List<Stage> stages,
      Batch batch,
      int threads,
      List<Binding> bindings,
      List<Value> results,
      List<Value> writes) {
    this.graph = graph;
    this.memory = memory;
    this.stages = List.copyOf(stages);
    this.batch = batch;
    this.threads = threads;
    this.workers = Workers.of(threads);
    this.bindings = bindings;
    this.results = results;
    this.writes = writes;
  }

  @Override
  public List<Storage> run(List<Storage> leaves) {
    for (int i = 0; i < leaves.size(); i++) {
      bind(bindings.get(i), leaves.get(i));
    }
    for (Stage stage : stages) {
      switch (stage) {
        case Stage.Wave(List<LaneStep> steps) ->
            workers.run(batch.runs(), (worker, run) -> blocks(steps, worker, run));
        case Stage.Whole(List<PlainStep> steps) -> steps.forEach(this::whole);
      }
    }
    List<Storage> found = new ArrayList<>(results.size());
    for (Value value : results) {
      found.add(read(value));
    }
    write(leaves);
    return found;
  }

  private void blocks(List<LaneStep> steps, int worker, int run) {
    for (int block = batch.firstBlock(run); block < batch.endBlock(run); block++) {
      for (int i = 0; i < steps.size(); i++) {
        steps.get(i).run(memory, worker, block);
      }
    }
  }

  private void whole(PlainStep step) {
    int tasks = step.tasks();
    if (threads > 1 && tasks > 1 && tasks * step.cost() > WORTH_SHARING) {
      workers.run(tasks, (worker, task) -> step.run(memory, worker, task));
    } else {
      for (int task = 0; task < tasks; task++) {
        step.run(memory, 0, task);
      }
    }
  }

  private void bind(Binding binding, Storage storage) {
    switch (binding) {
      case Binding.Hosted(int node) -> {
        double[] values = new double[storage.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = storage.at(i);
        }
        memory.host(node, values);
      }
      case Binding.Direct(int base) -> memory.bind(base, storage.segment());
      case Binding.Copied(Location location) -> {
        if (storage.dtype() == DType.FLOAT32) {
          MemorySegment.copy(
              storage.segment(),
              0,
              memory.of(location),
              location.offset(),
              (long) storage.size() * Float.BYTES);
        } else {
          for (int i = 0; i < storage.size(); i++) {
            memory.put(location, i, (float) storage.at(i));
          }
        }
      }
    }
  }

  private Storage read(Value value) {
    Storage storage = Storage.zeros(value.dtype(), value.size());
    Location rows = value.rows();
    if (rows == null) {
      double[] values = memory.hosted(value.node());
      for (int i = 0; i < values.length; i++) {
        storage.put(i, values[i]);
      }
    } else if (value.dtype() == DType.FLOAT32) {
      MemorySegment.copy(
          memory.of(rows), rows.offset(), storage.segment(), 0, (long) value.size() * Float.BYTES);
    } else {
      for (int i = 0; i < value.size(); i++) {
        storage.put(i, memory.get(rows, i));
      }
    }
    return storage;
  }

  /** Writes the parameters. New values that are other parameters are read before any is written. */
  private void write(List<Storage> leaves) {
    List<@Nullable Storage> read = new ArrayList<>(writes.size());
    for (Value value : writes) {
      Location rows = value.rows();
      boolean inArena = rows != null && rows.base() == 0 && value.dtype() == DType.FLOAT32;
      read.add(inArena ? null : read(value));
    }
    for (int i = 0; i < writes.size(); i++) {
      Storage target = leaves.get(graph.writes().get(i).leaf());
      Storage copy = read.get(i);
      Location rows = writes.get(i).rows();
      if (copy != null) {
        target.copyFrom(copy);
      } else if (rows != null) {
        MemorySegment.copy(
            memory.of(rows),
            rows.offset(),
            target.segment(),
            0,
            (long) writes.get(i).size() * Float.BYTES);
      }
    }
  }

  @Override
  public String describe() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d examples in %d blocks of %d lanes, %d threads, %.1f MB%n",
            batch.examples(),
            batch.blocks(),
            Lanes.COUNT,
            threads,
            memory.base(0).byteSize() / 1e6));
    for (Stage stage : stages) {
      switch (stage) {
        case Stage.Wave(List<LaneStep> steps) -> {
          text.append("each block:\n");
          steps.forEach(step -> text.append("  ").append(step.describe()).append('\n'));
        }
        case Stage.Whole(List<PlainStep> steps) -> {
          text.append("whole batch:\n");
          steps.forEach(step -> text.append("  ").append(step.describe()).append('\n'));
        }
      }
    }
    return text.toString();
  }
}
