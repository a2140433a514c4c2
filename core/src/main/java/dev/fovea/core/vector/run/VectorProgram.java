package dev.fovea.core.vector.run;

import dev.fovea.core.graph.Program;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Storage;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A compiled graph: memory, and the stages that fill it. */
public final class VectorProgram implements Program {
  /** Steps below this cost are not worth waking other threads. */
  private static final long WORTH_SHARING = 200_000;

  /** Bytes of an input: 10 µs, which are worth waking another thread. */
  private static final long COPIED_AT_ONCE = 1 << 18;

  /** What runs between two meetings of the threads, if there is enough of it. */
  public sealed interface Stage {
    /** Steps that each block of examples goes through. */
    record PerBlock(List<BlockStep> steps) implements Stage {}

    /** Steps that concern the whole batch or none, one after the other. */
    record Whole(List<WholeStep> steps) implements Stage {}
  }

  /** How the numbers of a leaf come in. */
  public sealed interface Binding {
    /** As doubles. */
    record OnHeap(int node) implements Binding {}

    /** Read where they are: a parameter. */
    record Direct(int base) implements Binding {}

    /** Copied into the arena. */
    record Copied(Location location) implements Binding {}
  }

  /**
   * A value that goes out.
   *
   * @param node its node, for on-heap values
   * @param rows its place, null for on-heap values
   * @param size how many numbers
   * @param dtype their type
   */
  public record Value(int node, @Nullable Location rows, int size, DType dtype) {}

  /**
   * A parameter that takes its new value when all steps have run.
   *
   * @param leaf its number among the leaves
   * @param value the new value
   */
  public record Overwrite(int leaf, Value value) {}

  private final Memory memory;
  private final List<Stage> stages;
  private final List<Shared> parts;
  private final Batch batch;
  private final Workers workers;
  private final int threads;
  private final List<Binding> bindings;
  private final List<Value> results;
  private final List<Overwrite> writes;
  private final List<Value> inTheWay;
  private final Copy copy = new Copy();

  public VectorProgram(
      Memory memory,
      List<Stage> stages,
      Batch batch,
      int threads,
      List<Binding> bindings,
      List<Value> results,
      List<Overwrite> writes) {
    this.memory = memory;
    this.stages = List.copyOf(stages);
    this.batch = batch;
    this.threads = threads;
    this.workers = Workers.of(threads);
    this.parts = stages.stream().flatMap(this::parts).toList();
    this.bindings = bindings;
    this.results = results;
    this.writes = writes;
    this.inTheWay =
        writes.stream().map(Overwrite::value).filter(VectorProgram::isInTheWay).toList();
  }

  @Override
  public void run(List<Storage> leaves, List<Storage> found) {
    for (int i = 0; i < leaves.size(); i++) {
      bind(bindings.get(i), leaves.get(i));
    }
    for (int i = 0; i < parts.size(); i++) {
      run(parts.get(i));
    }
    for (int i = 0; i < results.size(); i++) {
      read(results.get(i), found.get(i));
    }
    write(leaves);
    // Kernels may have read the parameters by their addresses.
    Reference.reachabilityFence(leaves);
    Reference.reachabilityFence(memory);
  }

  /** A piece of a program that threads can share, made once so that a run allocates nothing. */
  private record Shared(int tasks, boolean worthwhile, Workers.Task task) {}

  private Stream<Shared> parts(Stage stage) {
    return switch (stage) {
      case Stage.PerBlock(List<BlockStep> steps) -> {
        BlockStep[] each = steps.toArray(BlockStep[]::new);
        yield Stream.of(new Shared(batch.runs(), true, (worker, run) -> blocks(each, worker, run)));
      }
      case Stage.Whole(List<WholeStep> steps) -> steps.stream().map(this::part);
    };
  }

  private Shared part(WholeStep step) {
    boolean worthwhile = step.tasks() * step.cost() > WORTH_SHARING;
    return new Shared(step.tasks(), worthwhile, (worker, task) -> step.run(memory, worker, task));
  }

  private void run(Shared part) {
    if (part.worthwhile()) {
      ColdStart.workBegins();
    }
    if (threads > 1 && part.worthwhile()) {
      workers.run(part.tasks(), part.task());
    } else {
      for (int task = 0; task < part.tasks(); task++) {
        part.task().run(0, task);
      }
    }
  }

  private void blocks(BlockStep[] steps, int worker, int run) {
    for (int block = batch.firstBlock(run); block < batch.endBlock(run); block++) {
      for (BlockStep step : steps) {
        step.run(memory, worker, block);
      }
    }
  }

  private void bind(Binding binding, Storage storage) {
    switch (binding) {
      case Binding.OnHeap(int node) -> storage.copyTo(memory.onHeap(node));
      case Binding.Direct(int base) -> memory.bind(base, storage.segment());
      case Binding.Copied(Location location) -> {
        if (storage.dtype() == DType.FLOAT32) {
          copy(storage, location);
        } else {
          for (int i = 0; i < storage.size(); i++) {
            memory.put(location, i, (float) storage.at(i));
          }
        }
      }
    }
  }

  private void copy(Storage storage, Location location) {
    long bytes = (long) storage.size() * Float.BYTES;
    copy.from = storage.segment();
    copy.to = location;
    copy.bytes = bytes;
    int parts = Math.toIntExact(Math.ceilDiv(bytes, COPIED_AT_ONCE));
    if (threads > 1 && bytes >= 2 * COPIED_AT_ONCE) {
      workers.run(parts, copy);
    } else {
      for (int part = 0; part < parts; part++) {
        copy.run(0, part);
      }
    }
    copy.from = MemorySegment.NULL;
  }

  /** An input on its way into the arena; kept, so that a run allocates nothing. */
  private final class Copy implements Workers.Task {
    private MemorySegment from = MemorySegment.NULL;
    private Location to = Location.NOWHERE;
    private long bytes;

    @Override
    public void run(int worker, int part) {
      long start = part * COPIED_AT_ONCE;
      long some = Math.min(COPIED_AT_ONCE, bytes - start);
      MemorySegment.copy(from, start, memory.of(to), to.offset() + start, some);
    }
  }

  private void read(Value value, Storage storage) {
    Location rows = value.rows();
    if (rows == null) {
      double[] values = memory.onHeap(value.node());
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
  }

  /**
   * Writes the parameters that were not written in place. New values that are other parameters are
   * read before any is written.
   */
  private void write(List<Storage> leaves) {
    List<Storage> aside =
        inTheWay.isEmpty() ? List.of() : inTheWay.stream().map(VectorProgram::room).toList();
    for (int i = 0; i < inTheWay.size(); i++) {
      read(inTheWay.get(i), aside.get(i));
    }
    for (int i = 0; i < writes.size(); i++) {
      Value value = writes.get(i).value();
      Storage target = leaves.get(writes.get(i).leaf());
      int copy = inTheWay.indexOf(value);
      Location rows = value.rows();
      if (copy >= 0) {
        target.copyFrom(aside.get(copy));
      } else if (rows != null) {
        MemorySegment.copy(
            memory.of(rows), rows.offset(), target.segment(), 0, (long) value.size() * Float.BYTES);
      }
    }
  }

  private static Storage room(Value value) {
    return Storage.zeros(value.dtype(), value.size());
  }

  /** Whether a new value of a parameter must be read before any parameter is written. */
  private static boolean isInTheWay(Value value) {
    Location rows = value.rows();
    return rows == null || rows.base() != 0 || value.dtype() != DType.FLOAT32;
  }

  @Override
  public String describe() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d examples in %d blocks of %d lanes, %d threads, %d parameters copied, %.1f MB%n",
            batch.examples(),
            batch.blocks(),
            Lanes.COUNT,
            threads,
            writes.size(),
            memory.base(0).byteSize() / 1e6));
    for (Stage stage : stages) {
      switch (stage) {
        case Stage.PerBlock(List<BlockStep> steps) -> {
          text.append("each block:\n");
          steps.forEach(step -> text.append("  ").append(step.describe()).append('\n'));
        }
        case Stage.Whole(List<WholeStep> steps) -> {
          text.append("whole batch:\n");
          steps.forEach(step -> text.append("  ").append(step.describe()).append('\n'));
        }
      }
    }
    return text.toString();
  }
}
