package dev.fovea.core.vector.conv.columns;

import dev.fovea.core.vector.conv.ConvolutionSizes;
import dev.fovea.core.vector.conv.direct.PaddedPlanes;
import dev.fovea.core.vector.matmul.Panels;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.tile.ProductKernels;
import java.lang.foreign.MemorySegment;

/**
 * A convolution by columns, {@code y[o, q] = Σ_t w[o, t]·X[t, q]} over the taps t of all channels,
 * with neighboring positions in the lanes. Loops of a task: panels of positions, stretches of taps
 * (their columns are copied into scratch), tiles of output channels.
 *
 * @param sizes the sizes
 * @param ranges how it is split into tasks
 * @param columns the columns of x
 * @param w the weights
 * @param y the result
 * @param worker {@link #workerBytes} for each worker
 */
record ColumnSums(
    ConvolutionSizes sizes,
    ColumnRanges ranges,
    Columns columns,
    Location w,
    Location y,
    Location worker)
    implements WholeStep {
  private static final int PANEL = Panels.WIDE;
  private static final long ROW = (long) PANEL * Float.BYTES;

  /** Taps whose columns, over a panel, fill less than half of the second cache. */
  private static final int STRETCH = 2304;

  /** Bytes of the columns of a panel, of its sums and of a tile. */
  static long workerBytes(ConvolutionSizes sizes, ColumnRanges ranges) {
    return columnBytes(sizes) + ranges.channelsARange() * ROW + ColumnTiles.SCRATCH;
  }

  private static long columnBytes(ConvolutionSizes sizes) {
    return Memory.aligned(stretch(sizes) * ROW + Lanes.BYTES);
  }

  private static int taps(ConvolutionSizes sizes) {
    return sizes.channelsIn() * sizes.taps();
  }

  private static int stretch(ConvolutionSizes sizes) {
    return Math.ceilDiv(taps(sizes), Math.ceilDiv(taps(sizes), STRETCH));
  }

  @Override
  public int tasks() {
    return ranges.tasks();
  }

  @Override
  public long cost() {
    return (long) (2 * sizes.multiplyAdds() / Lanes.COUNT / tasks());
  }

  @Override
  public void run(Memory memory, int workerNumber, int task) {
    long packed = worker.at(workerNumber, 0);
    int end = ranges.endPosition(task);
    for (int q = ranges.firstPosition(task); q < end; q += PANEL) {
      panel(memory, task, q, Math.min(PANEL, end - q), packed);
    }
  }

  private void panel(Memory memory, int task, int q, int count, long packed) {
    MemorySegment arena = memory.of(worker);
    int positions = sizes.elementsOut();
    int taps = taps(sizes);
    int stretch = stretch(sizes);
    int firstChannel = ranges.firstChannel(task);
    long sums = packed + columnBytes(sizes);
    boolean inPlace = count == PANEL && q % positions + PANEL <= positions && stretch == taps;
    for (int t = 0; t < taps; t += stretch) {
      int inner = Math.min(stretch, taps - t);
      columns.copy(memory, t, t + inner, q, count, arena, packed, ROW);
      int vectors = count == PANEL ? ProductKernels.WIDE : 1;
      for (int v = 0; v * Lanes.COUNT < count; v += vectors) {
        ColumnTiles.multiply(
            ranges.endChannel(task) - firstChannel,
            vectors,
            inner,
            memory.of(w),
            w.offset() + ((long) firstChannel * taps + t) * Float.BYTES,
            (long) taps * Float.BYTES,
            Float.BYTES,
            arena,
            packed + (long) v * Lanes.BYTES,
            ROW,
            inPlace ? memory.of(y) : arena,
            (inPlace ? at(firstChannel, q) : sums) + (long) v * Lanes.BYTES,
            inPlace ? (long) positions * Float.BYTES : ROW,
            t > 0,
            arena,
            sums + ranges.channelsARange() * ROW);
      }
    }
    if (!inPlace) {
      write(memory, task, q, count, sums);
    }
  }

  /** Writes the sums of a panel, whose positions may belong to several examples. */
  private void write(Memory memory, int task, int q, int count, long sums) {
    MemorySegment arena = memory.of(worker);
    MemorySegment to = memory.of(y);
    int positions = sizes.elementsOut();
    int done = 0;
    while (done < count) {
      int length = Math.min(count - done, positions - (q + done) % positions);
      long from = sums + (long) done * Float.BYTES;
      for (int o = ranges.firstChannel(task); o < ranges.endChannel(task); o++) {
        PaddedPlanes.copyFloats(arena, from, to, at(o, q + done), length);
        from += ROW;
      }
      done += length;
    }
  }

  /** Where the result of a channel and position goes. */
  private long at(int channel, int q) {
    int positions = sizes.elementsOut();
    long line = (long) (q / positions) * sizes.channelsOut() + channel;
    return y.offset() + (line * positions + q % positions) * Float.BYTES;
  }

  @Override
  public String describe() {
    return sizes + ", by columns";
  }
}
