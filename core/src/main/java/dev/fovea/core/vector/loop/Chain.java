package dev.fovea.core.vector.loop;

import dev.fovea.core.op.Elementwise;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.simd.MoveKernels;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Element-wise operations that follow one another, in as few loops as the compiler makes good code
 * for. If there are several loops, numbers go through all of them piece by piece, so that results
 * that nobody else needs never leave the first cache level. What is not a stream of numbers (a
 * constant, one number per channel) is one vector, or is written out for the piece first; pieces
 * end where such a number changes.
 */
public final class Chain {
  private static final int PIECE = 1024;
  private static final int PIECE_BYTES = PIECE * Float.BYTES;

  /** Floats done at once when nothing has to be kept between loops: their bytes are an int. */
  private static final int MOST = 1 << 28;

  /**
   * {@linkplain VectorMethod#weight Code} of a loop. Beyond 30 its values no longer fit the
   * registers, beyond 150 C2 gives up little by little, beyond 400 C1 does at once.
   */
  private static final int LOOP_WEIGHT = 72;

  private static final int MOST_INPUTS = 3;
  private static final int SLOTS = MOST_INPUTS + 1;

  /**
   * One operation.
   *
   * @param op what is computed
   * @param inputs what it reads
   * @param output where its result is kept; null if only this chain reads it
   */
  public record Link(Elementwise op, List<Operand> inputs, @Nullable Location output) {}

  /**
   * Numbers that a loop reads or writes.
   *
   * @param location where they lie
   * @param moves whether they move on in memory with each piece, or are written anew in one place
   */
  private record Place(Location location, boolean moves) {
    long at(int worker, int block, int start) {
      return location.at(worker, block) + (moves ? (long) start * Float.BYTES : 0);
    }
  }

  /** A single number, written out before the chain runs. */
  private record Single(Operand operand, Location target) {}

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

  /** Operations done in one loop, with what they read and then what they write. */
  private record Loop(ElementLoop code, List<Place> places) {}

  private final List<Link> links;
  private final int width;
  private final Location scratch;
  private final List<Single> singles = new ArrayList<>();
  private final List<Repeated> repeated = new ArrayList<>();
  private final List<Loop> loops = new ArrayList<>();
  private final ElementLoop.Arguments[] arguments;
  private final int piece;

  /**
   * @param links the operations, each after those it reads
   * @param width floats an element takes: the lanes in a block, 1 in a row-major value
   * @param scratch room for {@link #scratchBytes}, one for each worker
   * @param workers how many there are
   */
  public Chain(List<Link> links, int width, Location scratch, int workers) {
    this.links = List.copyOf(links);
    this.width = width;
    this.scratch = scratch;
    for (int first = 0; first < links.size(); ) {
      int end = endOfLoop(first);
      loops.add(new LoopOf(first, end).loop());
      first = end;
    }
    int places = loops.stream().mapToInt(loop -> loop.places().size()).max().orElse(0);
    this.arguments = new ElementLoop.Arguments[workers];
    for (int i = 0; i < workers; i++) {
      arguments[i] = new ElementLoop.Arguments(places);
    }
    boolean whole = loops.size() == 1 && repeated.stream().allMatch(Repeated::whole);
    this.piece = whole ? MOST : PIECE;
  }

  private int endOfLoop(int first) {
    int weight = weight(links.get(first));
    int end = first + 1;
    while (end < links.size() && weight + weight(links.get(end)) <= LOOP_WEIGHT) {
      weight += weight(links.get(end));
      end++;
    }
    return end;
  }

  /** What is read from memory or kept there is code, too. */
  private static int weight(Link link) {
    long read = link.inputs().stream().filter(Operand.Stream.class::isInstance).count();
    int kept = link.output() == null ? 0 : 1;
    return VectorMethod.of(link.op()).weight() + (int) read + kept;
  }

  /** Collects what a loop of some links reads and writes, each place once. */
  private final class LoopOf {
    private final int first;
    private final int end;
    private final Map<Operand, Place> streams = new LinkedHashMap<>();
    private final Map<Operand, Place> vectors = new LinkedHashMap<>();

    LoopOf(int first, int end) {
      this.first = first;
      this.end = end;
    }

    Loop loop() {
      for (int i = first; i < end; i++) {
        for (int k = 0; k < links.get(i).inputs().size(); k++) {
          read(links.get(i).inputs().get(k), slot(i, k));
        }
      }
      List<Place> places = new ArrayList<>(streams.values());
      places.addAll(vectors.values());
      List<Operand> read = new ArrayList<>(streams.keySet());
      read.addAll(vectors.keySet());
      List<LoopForm.Operation> operations = new ArrayList<>();
      for (int i = first; i < end; i++) {
        Link link = links.get(i);
        List<Integer> inputs =
            link.inputs().stream().map(operand -> number(operand, read)).toList();
        boolean kept = link.output() != null || isReadBehind(i);
        operations.add(new LoopForm.Operation(link.op(), inputs, kept));
        if (kept) {
          places.add(result(i));
        }
      }
      LoopForm form = new LoopForm(streams.size(), vectors.size(), operations);
      return new Loop(ElementLoop.of(form), places);
    }

    private int number(Operand operand, List<Operand> read) {
      return isInside(operand)
          ? read.size() + ((Operand.Link) operand).operation() - first
          : read.indexOf(operand);
    }

    private boolean isInside(Operand operand) {
      return operand instanceof Operand.Link(int earlier) && earlier >= first;
    }

    private boolean isReadBehind(int link) {
      return links.subList(end, links.size()).stream()
          .anyMatch(later -> later.inputs().contains(new Operand.Link(link)));
    }

    private void read(Operand operand, Location room) {
      if (isInside(operand) || streams.containsKey(operand) || vectors.containsKey(operand)) {
        return;
      }
      switch (operand) {
        case Operand.Stream(Location location) -> streams.put(operand, new Place(location, true));
        case Operand.Link(int earlier) -> streams.put(operand, result(earlier));
        case Operand.Uniform uniform when uniform.count() > 1 -> {
          int run = uniform.inner() * width;
          boolean whole = run % Lanes.COUNT == 0;
          repeated.add(new Repeated(uniform, room, run, whole));
          (whole ? vectors : streams).put(operand, new Place(room, false));
        }
        case Operand.Constant _, Operand.Uniform _ -> {
          singles.add(new Single(operand, room));
          vectors.put(operand, new Place(room, false));
        }
      }
    }
  }

  /** Where the result of a link is written, if it is. */
  private Place result(int link) {
    Location kept = links.get(link).output();
    return kept == null ? new Place(slot(link, MOST_INPUTS), false) : new Place(kept, true);
  }

  /** The place of a result (the last use) or of a written-out operand in the scratch. */
  private Location slot(int link, int use) {
    return scratch.plus(((long) link * SLOTS + use) * PIECE_BYTES);
  }

  /** Bytes that a worker needs: a piece for each result and for each written-out operand. */
  public static long scratchBytes(int links) {
    return (long) links * SLOTS * PIECE_BYTES;
  }

  /** Floats of a piece. */
  public static int piece() {
    return PIECE;
  }

  /** What this many elements cost, in the unit of {@link WholeStep#cost}, 0.3 ns. */
  public long cost(long elements) {
    int places = loops.stream().mapToInt(loop -> loop.places().size()).sum();
    int weight = links.stream().mapToInt(link -> VectorMethod.of(link.op()).weight()).sum();
    return elements * (8L * places + weight) / 16;
  }

  /** Computes the floats {@code from} to {@code to}. */
  void run(Memory memory, int worker, int block, int from, int to) {
    begin(memory, worker, block);
    go(memory, worker, block, from, to);
  }

  /** Writes out the single numbers: once before any number of calls of {@link #go}. */
  public void begin(Memory memory, int worker, int block) {
    for (int i = 0; i < singles.size(); i++) {
      Single single = singles.get(i);
      fill(memory, single.target(), worker, block, number(memory, single.operand()));
    }
  }

  /** Computes the floats {@code from} to {@code to} when the single numbers are written out. */
  public void go(Memory memory, int worker, int block, int from, int to) {
    for (int start = from; start < to; ) {
      int end = start + Math.min(piece, to - start);
      for (int i = 0; i < repeated.size(); i++) {
        if (repeated.get(i).whole()) {
          end = Math.min(end, repeated.get(i).end(start));
        }
      }
      for (int i = 0; i < repeated.size(); i++) {
        write(memory, repeated.get(i), worker, block, start, end - start);
      }
      for (int i = 0; i < loops.size(); i++) {
        compute(memory, loops.get(i), worker, block, start, end - start);
      }
      start = end;
    }
  }

  private void compute(Memory memory, Loop loop, int worker, int block, int start, int floats) {
    ElementLoop.Arguments own = arguments[worker];
    List<Place> places = loop.places();
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      own.segments()[i] = memory.of(place.location());
      own.offsets()[i] = place.at(worker, block, start);
    }
    loop.code().run(own.segments(), own.offsets(), floats * Float.BYTES);
  }

  private static float number(Memory memory, Operand operand) {
    return switch (operand) {
      case Operand.Constant(float constant) -> constant;
      case Operand.Uniform uniform -> uniform.at(memory, 0);
      case Operand.Stream _, Operand.Link _ ->
          throw new IllegalStateException("streams are read where they are");
    };
  }

  private static void fill(Memory memory, Location target, int worker, int block, float value) {
    MoveKernels.fill(value, memory.of(target), target.at(worker, block), Lanes.COUNT);
  }

  private void write(
      Memory memory, Repeated repeated, int worker, int block, int start, int floats) {
    Operand.Uniform uniform = repeated.operand();
    MemorySegment room = memory.of(repeated.target());
    long at = repeated.target().at(worker, block);
    if (repeated.whole()) {
      MoveKernels.fill(uniform.at(memory, start / width), room, at, Lanes.COUNT);
      return;
    }
    if (repeated.run() == 1) {
      copy(memory, uniform, room, at, start, floats);
      return;
    }
    for (int i = 0; i < floats; ) {
      int left = Math.min(repeated.end(start + i) - start - i, floats - i);
      float value = uniform.at(memory, (start + i) / width);
      MoveKernels.fill(value, room, at + (long) i * Float.BYTES, left);
      i += left;
    }
  }

  /** One number per element: the same row of numbers again and again. */
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

  public String describe() {
    return links.stream().map(link -> link.op().name()).collect(Collectors.joining("·"));
  }
}
