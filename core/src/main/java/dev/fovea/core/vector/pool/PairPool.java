package dev.fovea.core.vector.pool;

import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.simd.MoveKernels;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Maximum pooling of row-major images with windows of 2×2 side by side, forwards and backwards: the
 * usual kind, in one pass over the elements. A task takes some channels. To scatter, images with
 * less than a vector of windows in a row are widened in the first cache level.
 *
 * @param kind {@link Pooling.Kind#MAX} or {@link Pooling.Kind#MAX_SCATTER}
 * @param channels channels of all examples together
 * @param height rows of a channel before pooling
 * @param width columns of a channel before pooling
 * @param x the values that are pooled
 * @param y the pooled values, where maxima are scattered
 * @param v the values that are scattered
 * @param result the result
 * @param scratch {@link #workerBytes} bytes for each worker
 */
public record PairPool(
    Pooling.Kind kind,
    int channels,
    int height,
    int width,
    Location x,
    Location y,
    Location v,
    Location result,
    Location scratch)
    implements WholeStep {
  /** About how many elements a task takes. */
  private static final int TASK = 1 << 15;

  public static PairPool of(
      Pooling pooling, Location x, Location y, Location v, Location result, Location scratch) {
    List<Integer> input = pooling.input();
    return new PairPool(
        pooling.kind(),
        pooling.whole().size(0, 2),
        input.get(0),
        input.get(1),
        x,
        y,
        v,
        result,
        scratch);
  }

  /** Whether a pooling is of this kind. */
  public static boolean fits(Pooling pooling) {
    return (pooling.kind() == Pooling.Kind.MAX || pooling.kind() == Pooling.Kind.MAX_SCATTER)
        && pooling.window().kernel().equals(List.of(2, 2))
        && pooling.window().stride().equals(List.of(2, 2))
        && pooling.window().dilation().equals(List.of(1, 1))
        && pooling.output().equals(pooling.input().stream().map(side -> side / 2).toList())
        && pooling.window().before(0) == 0
        && pooling.window().before(1) == 0;
  }

  /** Bytes each worker needs for the widened rows of one channel. */
  public static long workerBytes(Pooling pooling) {
    int rows = pooling.output().get(0);
    return pooling.output().get(1) < Lanes.COUNT ? 6L * rows * Lanes.BYTES : 0;
  }

  private int rows() {
    return height / 2;
  }

  private int windows() {
    return width / 2;
  }

  private int together() {
    return Math.clamp(TASK / ((long) height * width), 1, Math.max(1, channels));
  }

  @Override
  public int tasks() {
    return Math.ceilDiv(channels, together());
  }

  @Override
  public long cost() {
    return 2L * together() * height * width;
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    int end = Math.min(channels, (task + 1) * together());
    for (int channel = task * together(); channel < end; channel++) {
      long whole = (long) channel * height * width * Float.BYTES;
      long pooled = (long) channel * rows() * windows() * Float.BYTES;
      boolean wide = windows() >= Lanes.COUNT;
      if (kind == Pooling.Kind.MAX) {
        largest(memory, wide, whole, pooled);
      } else {
        if (wide) {
          scatter(memory, whole, pooled);
        } else {
          scatterWidened(memory, worker, whole, pooled);
        }
        clearRest(memory, whole);
      }
    }
  }

  private void largest(Memory memory, boolean wide, long whole, long pooled) {
    MemorySegment from = memory.of(x);
    MemorySegment to = memory.of(result);
    long in = x.offset() + whole;
    long out = result.offset() + pooled;
    long xRow = (long) width * Float.BYTES;
    long yRow = (long) windows() * Float.BYTES;
    if (wide) {
      PairKernels.largest(from, in, xRow, to, out, yRow, rows(), windows());
    } else {
      PairKernels.largestOfFew(from, in, xRow, to, out, yRow, rows(), windows());
    }
  }

  private void scatter(Memory memory, long whole, long pooled) {
    PairKernels.scatter(
        memory.of(x),
        x.offset() + whole,
        memory.of(result),
        result.offset() + whole,
        (long) width * Float.BYTES,
        memory.of(y),
        y.offset() + pooled,
        memory.of(v),
        v.offset() + pooled,
        (long) windows() * Float.BYTES,
        rows(),
        windows());
  }

  private void scatterWidened(Memory memory, int worker, long whole, long pooled) {
    MemorySegment room = memory.of(scratch);
    long elements = scratch.at(worker, 0);
    long largest = elements + 4L * rows() * Lanes.BYTES;
    long values = largest + (long) rows() * Lanes.BYTES;
    long row = (long) windows() * Float.BYTES;
    widen(memory, whole, room, elements);
    MoveKernels.copy(
        memory.of(y), y.offset() + pooled, row, room, largest, Lanes.BYTES, rows(), windows());
    MoveKernels.copy(
        memory.of(v), v.offset() + pooled, row, room, values, Lanes.BYTES, rows(), windows());
    PairKernels.scatter(
        room,
        elements,
        room,
        elements,
        2 * Lanes.BYTES,
        room,
        largest,
        room,
        values,
        Lanes.BYTES,
        rows(),
        Lanes.COUNT);
    MoveKernels.copy(
        room,
        elements,
        2 * Lanes.BYTES,
        memory.of(result),
        result.offset() + whole,
        (long) width * Float.BYTES,
        2 * rows(),
        2 * windows());
  }

  /** The elements of a channel that lie in windows, in rows of two vectors. */
  private void widen(Memory memory, long whole, MemorySegment room, long elements) {
    MoveKernels.copy(
        memory.of(x),
        x.offset() + whole,
        (long) width * Float.BYTES,
        room,
        elements,
        2 * Lanes.BYTES,
        2 * rows(),
        2 * windows());
  }

  /** The last row and the last column of odd sides lie in no window. */
  private void clearRest(Memory memory, long whole) {
    MemorySegment target = memory.of(result);
    long start = result.offset() + whole;
    long row = (long) width * Float.BYTES;
    if (height % 2 == 1) {
      MoveKernels.fill(0, target, start + (height - 1) * row, width);
    }
    for (int i = 1; width % 2 == 1 && i <= height; i++) {
      target.set(Lanes.FLOAT, start + i * row - Float.BYTES, 0);
    }
  }

  @Override
  public String describe() {
    return "%s of pairs, %d channels, %d×%d and %d×%d elements"
        .formatted(
            kind == Pooling.Kind.MAX ? "max pool" : "max scatter pool",
            channels,
            height,
            width,
            rows(),
            windows());
  }
}
