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
 * level. What is not a stream of numbers (a constant, one number a channel) is written out for the
 * piece first.
 */
final class Chain {
  private static final int PIECE = 2048;
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
   */
  private record Source(Location location, boolean moves) {
    long at(int worker, int block, int start) {
      return location.at(worker, block) + (moves ? (long) start * Float.BYTES : 0);
    }
  }

  /** An operand that is written out for each piece, or once if it is a single number. */
  private record Written(Operand operand, Location target) {}

  /** An operation with its operands resolved: nothing is left to decide for each piece. */
  private record Step(Elementwise op, List<Source> inputs, Source output) {}

  private final List<Link> links;
  private final int width;
  private final List<Written> once = new ArrayList<>();
  private final List<Written> each = new ArrayList<>();
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
        inputs.add(source(link.inputs().get(k), slot(scratch, i, k), results));
      }
      Location kept = link.output();
      results.add(
          kept == null ? new Source(slot(scratch, i, MOST_INPUTS), false) : new Source(kept, true));
      steps[i] = new Step(link.op(), inputs, results.getLast());
    }
  }

  private Source source(Operand operand, Location room, List<Source> results) {
    return switch (operand) {
      case Operand.Stream(Location location) -> new Source(location, true);
      case Operand.Link(int earlier) -> results.get(earlier);
      case Operand.Constant _ -> written(once, operand, room);
      case Operand.Uniform uniform -> written(uniform.count() == 1 ? once : each, operand, room);
    };
  }

  private static Source written(List<Written> list, Operand operand, Location room) {
    list.add(new Written(operand, room));
    return new Source(room, false);
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

  /** Computes the floats {@code from} (a multiple of a piece) to {@code to}. */
  void run(Memory memory, int worker, int block, int from, int to) {
    for (Written written : once) {
      float value =
          switch (written.operand()) {
            case Operand.Constant(float constant) -> constant;
            case Operand.Uniform uniform -> uniform.at(memory, 0);
            case Operand.Stream _, Operand.Link _ ->
                throw new IllegalStateException("streams are read where they are");
          };
      Location target = written.target();
      ElementwiseKernels.fill(value, memory.of(target), target.at(worker, block), PIECE_BYTES);
    }
    for (int start = from; start < to; start += PIECE) {
      int floats = Math.min(PIECE, to - start);
      for (Written written : each) {
        if (written.operand() instanceof Operand.Uniform uniform) {
          Location target = written.target();
          repeat(memory, uniform, memory.of(target), target.at(worker, block), start, floats);
        }
      }
      for (Step step : steps) {
        compute(memory, step, worker, block, start, floats * Float.BYTES);
      }
    }
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
            memory.of(b.location()),
            b.at(worker, block, start),
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
            memory.of(b.location()),
            b.at(worker, block, start),
            memory.of(c.location()),
            c.at(worker, block, start),
            result,
            out,
            bytes);
      }
    }
  }

  private void repeat(
      Memory memory, Operand.Uniform uniform, MemorySegment room, long at, int start, int floats) {
    int run = uniform.inner() * width;
    for (int i = 0; i < floats; ) {
      int element = (start + i) / width;
      int left = Math.min(run - (start + i) % run, floats - i);
      float value = uniform.at(memory, element);
      if (left % Lanes.COUNT == 0) {
        ElementwiseKernels.fill(value, room, at + (long) i * Float.BYTES, left * Float.BYTES);
      } else {
        for (int k = 0; k < left; k++) {
          room.set(Lanes.FLOAT, at + (long) (i + k) * Float.BYTES, value);
        }
      }
      i += left;
    }
  }

  String describe() {
    return links.stream().map(link -> link.op().name()).collect(Collectors.joining("·"));
  }
}
