package dev.fovea.core.vector;

import dev.fovea.core.Binary;
import dev.fovea.core.Elementwise;
import dev.fovea.core.Unary;
import dev.fovea.core.Where;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Element-wise operations that follow one another, done piece by piece: a piece goes through all
 * operations before the next, so that results that nobody else needs never leave the first cache
 * level. What is not a stream of numbers (a constant, one number a channel) is one vector, or is
 * written out for the piece first; pieces end where such a number changes.
 */
final class Chain {
  private static final int PIECE = 1024;
  private static final int PIECE_BYTES = PIECE * Float.BYTES;
  private static final int MOST_INPUTS = 3;
  private static final int SLOTS = MOST_INPUTS + 1;

  /**
   * One operation.
   *
   * @param op what is computed
   * @param inputs what it reads
   * @param output where its result is kept; null if only this chain reads it
   */
  record Link(Elementwise op, List<Operand> inputs, @Nullable Location output) {}

  /**
   * Numbers of a piece: they move on in memory with each piece, or are written anew in one place.
   *
   * @param moves whether they move on
   * @param step {@link ElementwiseKernels#STREAM} or {@link ElementwiseKernels#SINGLE}
   */
  private record Source(Location location, boolean moves, int step) {
    long at(int worker, int block, int start) {
      return location.at(worker, block) + (moves ? (long) start * Float.BYTES : 0);
    }
  }

  /** A single number, written out before the chain runs. */
  private record Single(Operand operand, Location target, int bytes) {}

  /**
   * A number of its own for each run of floats, written for each piece.
   *
   * @param run floats in a row that take the same number
   * @param whole whether runs are whole vectors: pieces then end with them
   */
  private record Repeated(Operand.Uniform operand, Location target, int run, boolean whole) {
    /** How far the run reaches that a float lies in. */
    int end(int start) {
      return start - start % run + run;
    }
  }

  /** An operation with its operands resolved: nothing is left to decide for each piece. */
  private record Step(Elementwise op, List<Source> inputs, Source output) {}

  private final List<Link> links;
  private final int width;
  private final List<Single> singles = new ArrayList<>();
  private final List<Repeated> repeated = new ArrayList<>();
  private final Step[] steps;

  /**
   * @param links the operations, each after those it reads
   * @param width floats an element takes: the lanes in a block, 1 in a plain value
   * @param scratch room for {@link #scratchBytes}, one for each worker
   */
  Chain(List<Link> links, int width, Location scratch) {
    this.links = List.copyOf(links);
    this.width = width;
    this.steps = new Step[links.size()];
    List<Source> results = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      Link link = links.get(i);
      List<Source> inputs = new ArrayList<>();
      for (int k = 0; k < link.inputs().size(); k++) {
        inputs.add(source(link, k, slot(scratch, i, k), results));
      }
      Location kept = link.output();
      results.add(
          kept == null
              ? new Source(slot(scratch, i, MOST_INPUTS), false, ElementwiseKernels.STREAM)
              : new Source(kept, true, ElementwiseKernels.STREAM));
      steps[i] = new Step(link.op(), inputs, results.getLast());
    }
  }

  /** Where a link reads an operand. Unary kernels read streams only. */
  private Source source(Link link, int index, Location room, List<Source> results) {
    boolean streams = link.op() instanceof Unary;
    Operand operand = link.inputs().get(index);
    return switch (operand) {
      case Operand.Stream(Location location) ->
          new Source(location, true, ElementwiseKernels.STREAM);
      case Operand.Link(int earlier) -> results.get(earlier);
      case Operand.Constant _ -> single(operand, room, streams);
      case Operand.Uniform uniform -> {
        if (uniform.count() == 1) {
          yield single(operand, room, streams);
        }
        int run = uniform.inner() * width;
        boolean whole = run % Lanes.COUNT == 0 && !streams;
        repeated.add(new Repeated(uniform, room, run, whole));
        yield new Source(
            room, false, whole ? ElementwiseKernels.SINGLE : ElementwiseKernels.STREAM);
      }
    };
  }

  private Source single(Operand operand, Location room, boolean streams) {
    singles.add(new Single(operand, room, streams ? PIECE_BYTES : Lanes.BYTES));
    return new Source(room, false, streams ? ElementwiseKernels.STREAM : ElementwiseKernels.SINGLE);
  }

  /** The place of a result (the last use) or of a written-out operand in the scratch. */
  private static Location slot(Location scratch, int link, int use) {
    long offset = scratch.offset() + ((long) link * SLOTS + use) * PIECE_BYTES;
    return new Location(scratch.base(), offset, scratch.perWorker(), scratch.perBlock());
  }

  /** Bytes a worker needs: a piece for each result and for each written-out operand. */
  static long scratchBytes(int links) {
    return (long) links * SLOTS * PIECE_BYTES;
  }

  /** Floats of a piece. */
  static int piece() {
    return PIECE;
  }

  /** How many operations there are. */
  int length() {
    return steps.length;
  }

  /** Computes the floats {@code from} to {@code to}. */
  void run(Memory memory, int worker, int block, int from, int to) {
    begin(memory, worker, block);
    go(memory, worker, block, from, to);
  }

  /** Writes out the single numbers: once before any number of calls of {@link #go}. */
  void begin(Memory memory, int worker, int block) {
    for (int i = 0; i < singles.size(); i++) {
      write(memory, singles.get(i), worker, block);
    }
  }

  /** Computes the floats {@code from} to {@code to} when the single numbers are written out. */
  void go(Memory memory, int worker, int block, int from, int to) {
    for (int start = from; start < to; ) {
      int end = Math.min(start + PIECE, to);
      for (int i = 0; i < repeated.size(); i++) {
        if (repeated.get(i).whole()) {
          end = Math.min(end, repeated.get(i).end(start));
        }
      }
      for (int i = 0; i < repeated.size(); i++) {
        write(memory, repeated.get(i), worker, block, start, end - start);
      }
      for (Step step : steps) {
        compute(memory, step, worker, block, start, (end - start) * Float.BYTES);
      }
      start = end;
    }
  }

  private static void write(Memory memory, Single single, int worker, int block) {
    float value =
        switch (single.operand()) {
          case Operand.Constant(float constant) -> constant;
          case Operand.Uniform uniform -> uniform.at(memory, 0);
          case Operand.Stream _, Operand.Link _ ->
              throw new IllegalStateException("streams are read where they are");
        };
    Location target = single.target();
    ElementwiseKernels.fill(value, memory.of(target), target.at(worker, block), single.bytes());
  }

  private static void compute(
      Memory memory, Step step, int worker, int block, int start, int bytes) {
    Source a = step.inputs().getFirst();
    Source y = step.output();
    MemorySegment first = memory.of(a.location());
    MemorySegment result = memory.of(y.location());
    long in = a.at(worker, block, start);
    long out = y.at(worker, block, start);
    switch (step.op()) {
      case Unary unary -> ElementwiseKernels.unary(unary, first, in, result, out, bytes);
      case Binary binary -> {
        Source b = step.inputs().get(1);
        ElementwiseKernels.binary(
            binary,
            first,
            in,
            a.step(),
            memory.of(b.location()),
            b.at(worker, block, start),
            b.step(),
            result,
            out,
            bytes);
      }
      case Where _ -> {
        Source b = step.inputs().get(1);
        Source c = step.inputs().get(2);
        ElementwiseKernels.where(
            first,
            in,
            a.step(),
            memory.of(b.location()),
            b.at(worker, block, start),
            b.step(),
            memory.of(c.location()),
            c.at(worker, block, start),
            c.step(),
            result,
            out,
            bytes);
      }
    }
  }

  private void write(
      Memory memory, Repeated repeated, int worker, int block, int start, int floats) {
    Operand.Uniform uniform = repeated.operand();
    MemorySegment room = memory.of(repeated.target());
    long at = repeated.target().at(worker, block);
    if (repeated.whole()) {
      ElementwiseKernels.fill(uniform.at(memory, start / width), room, at, Lanes.BYTES);
      return;
    }
    if (repeated.run() == 1) {
      copy(memory, uniform, room, at, start, floats);
      return;
    }
    for (int i = 0; i < floats; ) {
      int left = Math.min(repeated.end(start + i) - start - i, floats - i);
      float value = uniform.at(memory, (start + i) / width);
      int whole = left / Lanes.COUNT * Lanes.COUNT;
      long to = at + (long) i * Float.BYTES;
      ElementwiseKernels.fill(value, room, to, whole * Float.BYTES);
      for (int k = whole; k < left; k++) {
        room.set(Lanes.FLOAT, to + (long) k * Float.BYTES, value);
      }
      i += left;
    }
  }

  /** One number an element: the same row of numbers again and again. */
  private static void copy(
      Memory memory, Operand.Uniform uniform, MemorySegment room, long at, int start, int floats) {
    Location row = uniform.location();
    for (int i = 0; i < floats; ) {
      int first = (start + i) % uniform.count();
      int some = Math.min(uniform.count() - first, floats - i);
      MemorySegment.copy(
          memory.of(row),
          row.offset() + (long) first * Float.BYTES,
          room,
          at + (long) i * Float.BYTES,
          (long) some * Float.BYTES);
      i += some;
    }
  }

  String describe() {
    return links.stream().map(link -> link.op().name()).collect(Collectors.joining("·"));
  }
}
