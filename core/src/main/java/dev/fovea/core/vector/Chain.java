package dev.fovea.core.vector;

import dev.fovea.core.Binary;
import dev.fovea.core.Elementwise;
import dev.fovea.core.Unary;
import dev.fovea.core.Where;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Element-wise operations that follow one another, done piece by piece: a piece goes through all
 * operations before the next, so that results that nobody else needs never leave the first cache
 * level. What is not a stream of numbers (a constant, one number a channel) is written out for the
 * piece first.
 *
 * @param links the operations, each after those it reads
 * @param width floats an element takes: the lanes in a block, 1 in a plain value
 * @param scratch room for {@link #scratchBytes}, one for each worker
 */
record Chain(List<Link> links, int width, Location scratch) {
  private static final int PIECE = 2048;
  private static final int PIECE_BYTES = PIECE * Float.BYTES;

  /**
   * One operation.
   *
   * @param op what is computed
   * @param inputs what it reads
   * @param output where its result is kept; null if only this chain reads it
   */
  record Link(Elementwise op, List<Operand> inputs, @Nullable Location output) {}

  Chain {
    links = List.copyOf(links);
  }

  /** Bytes a worker needs: a piece for each result and for each written-out operand. */
  static long scratchBytes(int links) {
    return (long) links * (1 + 3) * PIECE_BYTES;
  }

  /** Floats a task should take at least, in whole pieces. */
  static int piece() {
    return PIECE;
  }

  /** Computes the floats {@code from} (a multiple of a piece) to {@code to}. */
  void run(Memory memory, int worker, int block, int from, int to) {
    for (int start = from; start < to; start += PIECE) {
      piece(memory, worker, block, start, Math.min(PIECE, to - start), start == from);
    }
  }

  private void piece(Memory memory, int worker, int block, int start, int floats, boolean first) {
    int bytes = floats * Float.BYTES;
    for (int i = 0; i < links.size(); i++) {
      Link link = links.get(i);
      Location result = link.output();
      MemorySegment to = memory.of(result == null ? scratch : result);
      long out = result == null ? slot(worker, i, 3) : result.at(worker, block) + start * 4L;
      for (int k = 0; k < link.inputs().size(); k++) {
        write(memory, worker, i, k, start, floats, first);
      }
      MemorySegment a = segment(memory, i, 0);
      long inA = offset(worker, block, i, 0, start);
      switch (link.op()) {
        case Unary unary -> ElementwiseKernels.unary(unary, a, inA, to, out, bytes);
        case Binary binary ->
            ElementwiseKernels.binary(
                binary,
                a,
                inA,
                segment(memory, i, 1),
                offset(worker, block, i, 1, start),
                to,
                out,
                bytes);
        case Where _ ->
            ElementwiseKernels.where(
                a,
                inA,
                segment(memory, i, 1),
                offset(worker, block, i, 1, start),
                segment(memory, i, 2),
                offset(worker, block, i, 2, start),
                to,
                out,
                bytes);
      }
    }
  }

  /** The place of a result (use 3) or of a written-out operand (use 0 to 2) in the scratch. */
  private long slot(int worker, int link, int use) {
    return scratch.at(worker, 0) + ((long) link * 4 + use) * PIECE_BYTES;
  }

  private void write(
      Memory memory, int worker, int link, int use, int start, int floats, boolean first) {
    MemorySegment room = memory.of(scratch);
    long at = slot(worker, link, use);
    switch (links.get(link).inputs().get(use)) {
      case Operand.Constant(float value) -> {
        if (first) {
          ElementwiseKernels.fill(value, room, at, PIECE_BYTES);
        }
      }
      case Operand.Uniform uniform -> {
        if (uniform.count() > 1) {
          repeat(memory, uniform, room, at, start, floats);
        } else if (first) {
          ElementwiseKernels.fill(uniform.at(memory, 0), room, at, PIECE_BYTES);
        }
      }
      case Operand.Stream _, Operand.Link _ -> {}
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
        ElementwiseKernels.fill(value, room, at + i * 4L, left * Float.BYTES);
      } else {
        for (int k = 0; k < left; k++) {
          room.set(java.lang.foreign.ValueLayout.JAVA_FLOAT, at + (i + k) * 4L, value);
        }
      }
      i += left;
    }
  }

  private MemorySegment segment(Memory memory, int link, int use) {
    return switch (links.get(link).inputs().get(use)) {
      case Operand.Stream(Location location) -> memory.of(location);
      case Operand.Link(int earlier) -> {
        Location kept = links.get(earlier).output();
        yield memory.of(kept == null ? scratch : kept);
      }
      case Operand.Constant _, Operand.Uniform _ -> memory.of(scratch);
    };
  }

  private long offset(int worker, int block, int link, int use, int start) {
    return switch (links.get(link).inputs().get(use)) {
      case Operand.Stream(Location location) -> location.at(worker, block) + start * 4L;
      case Operand.Link(int earlier) -> {
        Location kept = links.get(earlier).output();
        yield kept == null ? slot(worker, earlier, 3) : kept.at(worker, block) + start * 4L;
      }
      case Operand.Constant _, Operand.Uniform _ -> slot(worker, link, use);
    };
  }

  String describe() {
    return links.stream().map(link -> link.op().name()).collect(Collectors.joining("·"));
  }
}
