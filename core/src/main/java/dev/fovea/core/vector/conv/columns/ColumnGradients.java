package dev.fovea.core.vector.conv.columns;

import dev.fovea.core.vector.conv.ConvolutionSizes;
import dev.fovea.core.vector.matmul.Panels;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.tile.ProductKernels;
import java.lang.foreign.MemorySegment;

/**
 * The input gradient of a convolution by columns, {@code dX[t, q] = Σ_o w[o, t]·dy[o, q]} over the
 * output channels o, whose numbers are then added to the elements of x that the taps met. Loops of
 * a task: panels of positions, tiles of taps, output channels; then channels, examples and taps.
 *
 * @param sizes the sizes
 * @param groups how it is split into tasks
 * @param w the weights
 * @param y the packed panels of the gradient of the output
 * @param x the result
 * @param spread the way back from columns to images
 * @param worker {@link #workerBytes} for each worker
 */
record ColumnGradients(
    ConvolutionSizes sizes,
    ColumnGroups groups,
    Location w,
    Location y,
    Location x,
    ColumnSpread spread,
    Location worker)
    implements WholeStep {

  /** Bytes of the columns of a block, of the planes of a channel and of a tile. */
  static long workerBytes(ColumnGroups groups, ColumnSpread spread) {
    return columnBytes(groups) + Memory.aligned(spread.scratchBytes()) + ColumnTiles.SCRATCH;
  }

  /** Bytes of a tap's columns: an odd number of vectors, so that they begin in different sets. */
  private static long row(ColumnGroups groups) {
    return (long) (Math.ceilDiv(groups.positionsAGroup(), Lanes.COUNT) | 1) * Lanes.BYTES;
  }

  private static long columnBytes(ColumnGroups groups) {
    return groups.channelsABlock() * groups.taps() * row(groups) + Lanes.BYTES;
  }

  @Override
  public int tasks() {
    return groups.tasks();
  }

  @Override
  public long cost() {
    return (long) (2 * sizes.multiplyAdds() / Lanes.COUNT / tasks());
  }

  @Override
  public void run(Memory memory, int workerNumber, int task) {
    long columns = worker.at(workerNumber, 0);
    long planes = columns + columnBytes(groups);
    products(memory, task, columns, planes + Memory.aligned(spread.scratchBytes()));
    spread(memory, task, columns, planes);
  }

  private void products(Memory memory, int task, long columns, long scratch) {
    MemorySegment arena = memory.of(worker);
    int out = sizes.channelsOut();
    int taps = sizes.channelsIn() * sizes.taps();
    int firstTap = groups.firstChannel(task) * sizes.taps();
    int endTap = groups.endChannel(task) * sizes.taps();
    int firstPanel = groups.group(task) * groups.panelsAGroup();
    int count = (groups.endExample(task) - groups.firstExample(task)) * groups.positions();
    for (int p = 0; p * Panels.WIDE < count; p++) {
      int vectors = groups.count(firstPanel + p) == Panels.WIDE ? ProductKernels.WIDE : 1;
      for (int v = 0; v * Lanes.COUNT < groups.count(firstPanel + p); v += vectors) {
        ColumnTiles.multiply(
            endTap - firstTap,
            vectors,
            out,
            memory.of(w),
            w.offset() + (long) firstTap * Float.BYTES,
            Float.BYTES,
            (long) taps * Float.BYTES,
            memory.of(y),
            y.offset() + (firstPanel + p) * CopyColumns.step(out) + (long) v * Lanes.BYTES,
            CopyColumns.ROW,
            arena,
            columns + p * CopyColumns.ROW + (long) v * Lanes.BYTES,
            row(groups),
            false,
            arena,
            scratch);
      }
    }
  }

  private void spread(Memory memory, int task, long columns, long planes) {
    MemorySegment arena = memory.of(worker);
    int channels = sizes.channelsIn();
    long image = (long) sizes.elementsIn() * Float.BYTES;
    int first = groups.firstExample(task);
    for (int n = first; n < groups.endExample(task); n++) {
      long in = columns + (long) (n - first) * groups.positions() * Float.BYTES;
      long out = x.offset() + (long) n * channels * image;
      long limit = out + groups.endChannel(task) * image;
      for (int c = groups.firstChannel(task); c < groups.endChannel(task); c++) {
        long from = in + (long) (c - groups.firstChannel(task)) * sizes.taps() * row(groups);
        spread.clear(arena, planes);
        spread.add(arena, from, row(groups), planes);
        spread.write(arena, planes, memory.of(x), out + c * image, limit);
      }
    }
  }

  @Override
  public String describe() {
    return sizes + ", by columns";
  }
}
