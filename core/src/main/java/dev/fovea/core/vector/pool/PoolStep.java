package dev.fovea.core.vector.pool;

import dev.fovea.core.vector.reduce.FoldKernels;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.MoveKernels;
import java.lang.foreign.MemorySegment;
import java.util.Locale;

/**
 * Pooling of row-major channels, forwards and backwards. A task takes some channels: it splits them
 * into phases ({@link PoolPhases}), does tap after tap for all windows, and writes back.
 *
 * @param kind what is computed from each window
 * @param phases the layout of the channels of a task
 * @param scales one over the divisor of each window of a channel; only one if they are all equal,
 *     none for maxima
 * @param channels channels of all examples together
 * @param x the values that are pooled
 * @param y the pooled values, where maxima are scattered or picked
 * @param v the values that are spread, scattered or picked
 * @param result the result
 * @param scratch {@link #workerBytes} bytes for each worker
 */
public record PoolStep(
    Pooling.Kind kind,
    PoolPhases phases,
    float[] scales,
    int channels,
    Location x,
    Location y,
    Location v,
    Location result,
    Location scratch)
    implements WholeStep {
  private static final int[] FROM_START = {0};

  /** Windows whose taps are done before the next windows. */
  private static final int STRETCH = 1024;

  public static PoolStep of(
      Pooling pooling, Location x, Location y, Location v, Location result, Location scratch) {
    float[] scales = pooling.scales();
    boolean equal = scales.length > 0;
    for (float scale : scales) {
      equal &= scale == scales[0];
    }
    return new PoolStep(
        pooling.kind(),
        phases(pooling),
        equal ? new float[] {scales[0]} : scales,
        pooling.whole().size(0, 2),
        x,
        y,
        v,
        result,
        scratch);
  }

  private static PoolPhases phases(Pooling pooling) {
    return PoolPhases.of(
        pooling.window(), pooling.input(), pooling.output(), pooling.whole().size(0, 2));
  }

  /** Bytes each worker needs. */
  public static long workerBytes(Pooling pooling) {
    return workerBytes(phases(pooling));
  }

  /** Two sets of phases, and two numbers per window. */
  private static long workerBytes(PoolPhases phases) {
    return 2 * (Memory.aligned(bytes(phases.split())) + Memory.aligned(bytes(phases.pooled())));
  }

  private static long bytes(int floats) {
    return (long) floats * Float.BYTES;
  }

  @Override
  public int tasks() {
    return Math.ceilDiv(channels, phases.channels());
  }

  @Override
  public long cost() {
    return 2L * phases.split();
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    int first = task * phases.channels();
    int some = Math.min(channels - first, phases.channels());
    MemorySegment room = memory.of(scratch);
    long one = scratch.at(worker, 0);
    long other = one + Memory.aligned(bytes(phases.split()));
    long pooled = other + Memory.aligned(bytes(phases.split()));
    long values = pooled + Memory.aligned(bytes(phases.pooled()));
    int windows = phases.windows(some);
    if (phases.whole() && foldsWhole(memory, first, some, room, pooled)) {
      return;
    }
    switch (kind) {
      case MAX -> {
        split(memory, x, first, some, Float.NEGATIVE_INFINITY, room, one);
        taps(room, one, pooled, values, other, windows);
        collect(room, pooled, memory, first, some);
      }
      case AVERAGE -> {
        split(memory, x, first, some, 0, room, one);
        taps(room, one, pooled, values, other, windows);
        scale(room, pooled, windows);
        collect(room, pooled, memory, first, some);
      }
      case AVERAGE_SPREAD -> {
        MoveKernels.fill(0, room, other, phases.split());
        spread(memory, v, first, some, room, values);
        scale(room, values, windows);
        taps(room, one, pooled, values, other, windows);
        join(room, other, memory, first, some);
      }
      case MAX_SCATTER -> {
        split(memory, x, first, some, PoolKernels.OUTSIDE, room, one);
        MoveKernels.fill(0, room, other, phases.split());
        spread(memory, y, first, some, room, pooled);
        spread(memory, v, first, some, room, values);
        taps(room, one, pooled, values, other, windows);
        join(room, other, memory, first, some);
      }
      case MAX_PICK -> {
        split(memory, x, first, some, PoolKernels.OUTSIDE, room, one);
        split(memory, v, first, some, 0, room, other);
        spread(memory, y, first, some, room, pooled);
        MoveKernels.fill(0, room, values, phases.pooled());
        taps(room, one, pooled, values, other, windows);
        collect(room, values, memory, first, some);
      }
    }
  }

  /**
   * All taps of all windows, a stretch of windows after the other, so that what belongs to them
   * stays in the first cache level from tap to tap.
   *
   * @param one the elements that are folded or compared, in phases
   * @param pooled one number per window: the result of a fold, or the largest
   * @param values one number per window: what is spread or scattered, or the result of picking
   * @param other the result of spreading and scattering, or what is picked, in phases
   */
  private void taps(
      MemorySegment room, long one, long pooled, long values, long other, int windows) {
    int[] taps = phases.taps();
    for (int start = 0; start < windows; start += STRETCH) {
      int floats = Math.min(windows - start, STRETCH);
      long at = bytes(start);
      for (int t = 0; t < taps.length; t++) {
        // Picking goes from the last tap to the first, so that the first largest element stays.
        long tap = at + bytes(taps[kind == Pooling.Kind.MAX_PICK ? taps.length - 1 - t : t]);
        switch (kind) {
          case MAX -> fold(true, t, room, pooled + at, one + tap, floats);
          case AVERAGE -> fold(false, t, room, pooled + at, one + tap, floats);
          case AVERAGE_SPREAD -> PoolKernels.add(room, other + tap, values + at, floats);
          case MAX_SCATTER ->
              PoolKernels.scatter(room, one + tap, pooled + at, values + at, other + tap, floats);
          case MAX_PICK ->
              PoolKernels.pick(room, one + tap, pooled + at, other + tap, values + at, floats);
        }
      }
    }
  }

  /** {@code a = max(a, b)} or {@code a + b}, but {@code a = b} for the first tap. */
  private static void fold(
      boolean largest, int tap, MemorySegment room, long a, long b, int floats) {
    if (tap == 0) {
      MoveKernels.copy(room, b, 0, room, a, 0, 1, floats);
    } else if (largest) {
      PoolKernels.maximum(room, a, b, floats);
    } else {
      PoolKernels.add(room, a, b, floats);
    }
  }

  /** Whole channels are folded, or filled, row by row without phases; false for what is not. */
  private boolean foldsWhole(Memory memory, int first, int some, MemorySegment room, long pooled) {
    int floats = phases.heightIn() * phases.widthIn();
    long channel = bytes(floats);
    long whole = first * channel;
    long folded = bytes(first);
    switch (kind) {
      case MAX -> {
        long in = x.offset() + whole;
        long out = result.offset() + folded;
        FoldKernels.maxRows(
            memory.of(x), in, channel, some, FROM_START, floats, memory.of(result), out);
      }
      case AVERAGE -> {
        long in = x.offset() + whole;
        FoldKernels.sumRows(memory.of(x), in, channel, some, FROM_START, floats, room, pooled);
        scale(room, pooled, some);
        MoveKernels.copy(room, pooled, 0, memory.of(result), result.offset() + folded, 0, 1, some);
      }
      case AVERAGE_SPREAD -> {
        MoveKernels.copy(memory.of(v), v.offset() + folded, 0, room, pooled, 0, 1, some);
        scale(room, pooled, some);
        long out = result.offset() + whole;
        MoveKernels.repeat(
            room, pooled, Float.BYTES, memory.of(result), out, channel, some, floats);
      }
      case MAX_SCATTER, MAX_PICK -> {
        return false;
      }
    }
    return true;
  }

  /** Multiplies the numbers of all windows, if they have the same factor. */
  private void scale(MemorySegment room, long at, int windows) {
    if (scales.length == 1) {
      PoolKernels.scale(room, at, scales[0], windows);
    }
  }

  /** Splits channels into phases. */
  private void split(
      Memory memory,
      Location from,
      int first,
      int some,
      float padding,
      MemorySegment room,
      long at) {
    if (phases.isPadded()) {
      MoveKernels.fill(padding, room, at, phases.split());
    }
    MemorySegment source = memory.of(from);
    int apart = phases.joinsChannels() ? 1 : some;
    for (int c = 0; c < apart; c++) {
      long in = from.offset() + unpooled(first + c);
      long out = at + bytes(phases.place(c));
      int rows = phases.heightIn() * (some / apart);
      if (phases.strideColumn() == 2) {
        PoolKernels.split(
            source,
            in,
            room,
            out,
            out + bytes(phases.phase()),
            phases.strideRow(),
            2 * bytes(phases.phase()),
            bytes(phases.pitch()),
            rows,
            phases.widthIn());
      } else {
        step(source, in, room, out, rows, true);
      }
    }
  }

  /** Joins phases into channels of the result. */
  private void join(MemorySegment room, long at, Memory memory, int first, int some) {
    MemorySegment target = memory.of(result);
    int apart = phases.joinsChannels() ? 1 : some;
    for (int c = 0; c < apart; c++) {
      long in = at + bytes(phases.place(c));
      long out = result.offset() + unpooled(first + c);
      int rows = phases.heightIn() * (some / apart);
      if (phases.strideColumn() == 2) {
        PoolKernels.join(
            room,
            in,
            in + bytes(phases.phase()),
            phases.strideRow(),
            2 * bytes(phases.phase()),
            bytes(phases.pitch()),
            target,
            out,
            rows,
            phases.widthIn());
      } else {
        step(target, out, room, in, rows, false);
      }
    }
  }

  /** Splits or joins rows, one phase after the other. */
  private void step(
      MemorySegment values, long at, MemorySegment room, long split, int rows, boolean splits) {
    int down = phases.strideRow();
    int right = phases.strideColumn();
    int width = phases.widthIn();
    for (int phase = 0; phase < down * right; phase++) {
      int row = phase / right;
      int column = phase % right;
      if (row >= rows || column >= width) {
        continue;
      }
      long whole = at + bytes(row * width + column);
      long part = split + bytes(phase * phases.phase());
      long wholeRow = bytes(down * width);
      long partRow = bytes(phases.pitch());
      int high = Math.ceilDiv(rows - row, down);
      int wide = Math.ceilDiv(width - column, right);
      if (right == 1 && splits) {
        MoveKernels.copy(values, whole, wholeRow, room, part, partRow, high, wide);
      } else if (right == 1) {
        MoveKernels.copy(room, part, partRow, values, whole, wholeRow, high, wide);
      } else if (splits) {
        MoveKernels.step(
            values, whole, wholeRow, bytes(right), room, part, partRow, Float.BYTES, high, wide);
      } else {
        MoveKernels.step(
            room, part, partRow, Float.BYTES, values, whole, wholeRow, bytes(right), high, wide);
      }
    }
  }

  /** Where a channel begins before pooling, in bytes. */
  private long unpooled(int channel) {
    return (long) channel * phases.heightIn() * phases.widthIn() * Float.BYTES;
  }

  /** Spreads one number per window over the windows' places; places that stand for none get 0. */
  private void spread(
      Memory memory, Location from, int first, int some, MemorySegment room, long at) {
    MoveKernels.fill(0, room, at, phases.pooled());
    int width = phases.widthOut();
    int height = phases.heightOut();
    int apart = joins() ? 1 : some;
    for (int c = 0; c < apart; c++) {
      long in = from.offset() + bytes(width) * height * (first + c);
      long out = at + bytes(c * phases.windows());
      int rows = height * (some / apart);
      pooledRows(memory.of(from), in, bytes(width), room, out, bytes(phases.pitch()), rows);
    }
  }

  /** The numbers of the windows into rows of the result. */
  private void collect(MemorySegment room, long at, Memory memory, int first, int some) {
    int width = phases.widthOut();
    int height = phases.heightOut();
    int apart = joins() ? 1 : some;
    for (int c = 0; c < apart; c++) {
      long in = at + bytes(c * phases.windows());
      long out = result.offset() + bytes(width) * height * (first + c);
      int rows = height * (some / apart);
      pooledRows(room, in, bytes(phases.pitch()), memory.of(result), out, bytes(width), rows);
    }
  }

  /** Whether the windows of all channels are rows of the same kind; scales begin anew in each. */
  private boolean joins() {
    return phases.joinsWindows() && scales.length < 2;
  }

  private void pooledRows(
      MemorySegment from, long in, long fromRow, MemorySegment to, long out, long toRow, int rows) {
    int floats = phases.widthOut();
    if (scales.length > 1) {
      PoolKernels.scale(from, in, fromRow, scales, to, out, toRow, rows, floats);
    } else if (phases.pitch() == floats) {
      MoveKernels.copy(from, in, 0, to, out, 0, 1, rows * floats);
    } else {
      MoveKernels.copy(from, in, fromRow, to, out, toRow, rows, floats);
    }
  }

  @Override
  public String describe() {
    return "%s pool, %d channels, %d×%d and %d×%d elements"
        .formatted(
            kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
            channels,
            phases.heightIn(),
            phases.widthIn(),
            phases.heightOut(),
            phases.widthOut());
  }
}
