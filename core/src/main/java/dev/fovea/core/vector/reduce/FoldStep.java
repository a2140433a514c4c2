package dev.fovea.core.vector.reduce;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.vector.move.MoveStep;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Sums or maxima over some axes of a row-major value. Few results of many elements are made in
 * parts, so that threads can share them: a second step folds the parts.
 *
 * @param maximum whether the largest is wanted instead of the sum
 * @param sizes what is folded
 * @param parts how many parts the innermost folded axis is cut into
 * @param x the elements
 * @param y the results, those of each part after those of the one before
 */
public record FoldStep(boolean maximum, FoldSizes sizes, int parts, Location x, Location y)
    implements WholeStep {
  /** With as many results, each can be made whole. */
  private static final int ENOUGH_RESULTS = 64;

  /** The steps of a reduction. */
  public static List<WholeStep> steps(
      boolean maximum, FoldSizes sizes, Location x, Location shared, Location y) {
    int parts = parts(sizes);
    if (parts == 1) {
      return List.of(new FoldStep(maximum, sizes, 1, x, y));
    }
    FoldSizes last = FoldSizes.of(Shape.of(parts, sizes.results()), List.of(0));
    return List.of(
        new FoldStep(maximum, sizes, parts, x, shared), new FoldStep(maximum, last, 1, shared, y));
  }

  /** Bytes that all workers share: the results of the parts. */
  public static long sharedBytes(FoldSizes sizes) {
    int parts = parts(sizes);
    return parts == 1 ? 0 : (long) parts * sizes.results() * Float.BYTES;
  }

  private static int parts(FoldSizes sizes) {
    int count = Math.max(1, sizes.count());
    if (units(sizes) >= ENOUGH_RESULTS) {
      return 1;
    }
    long elements = (long) sizes.folded() * Math.min(sizes.width(), FoldKernels.COLUMNS);
    int wanted = (int) Math.clamp(elements / (2L * MoveStep.TASK), 1, count);
    return Math.ceilDiv(count, Math.ceilDiv(count, wanted));
  }

  /** Rows, or blocks of columns. */
  private static int units(FoldSizes sizes) {
    return sizes.groups() * sizes.rows() * across(sizes);
  }

  private static int across(FoldSizes sizes) {
    return Math.ceilDiv(sizes.width(), FoldKernels.COLUMNS);
  }

  /** Elements of the innermost folded axis in one part. */
  private int piece() {
    return Math.ceilDiv(sizes.count(), parts);
  }

  /** Elements that are folded in one part of a unit. */
  private long elements() {
    return (long) sizes.offsets().length * piece() * Math.min(sizes.width(), FoldKernels.COLUMNS);
  }

  /** Units of one task. */
  private int together() {
    return (int) Math.max(1, MoveStep.TASK / Math.max(1, elements()));
  }

  @Override
  public int tasks() {
    return Math.ceilDiv(units(sizes), together()) * parts;
  }

  @Override
  public long cost() {
    return together() * elements();
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    int part = task % parts;
    int first = task / parts * together();
    int end = Math.min(units(sizes), first + together());
    int skipped = part * piece();
    int count = Math.min(sizes.count() - skipped, piece());
    long in = x.offset() + (long) skipped * sizes.stride() * Float.BYTES;
    long out = y.offset() + (long) part * sizes.results() * Float.BYTES;
    if (sizes.width() == 1) {
      rows(memory.of(x), in, count, memory.of(y), out, first, end);
    } else {
      for (int unit = first; unit < end; unit++) {
        columns(memory.of(x), in, count, memory.of(y), out, unit);
      }
    }
  }

  /** Rows from a first to before an end, those of one group after the other. */
  private void rows(
      MemorySegment source,
      long in,
      int count,
      MemorySegment target,
      long out,
      int first,
      int end) {
    long step = (long) sizes.rowStride() * Float.BYTES;
    int[] starts = sizes.offsets();
    for (int row = first; row < end; ) {
      int inGroup = row % sizes.rows();
      int rows = Math.min(sizes.rows() - inGroup, end - row);
      long from = in + (long) sizes.start(row / sizes.rows()) * Float.BYTES + inGroup * step;
      long to = out + (long) row * Float.BYTES;
      if (maximum) {
        FoldKernels.maxRows(source, from, step, rows, starts, count, target, to);
      } else {
        FoldKernels.sumRows(source, from, step, rows, starts, count, target, to);
      }
      row += rows;
    }
  }

  private void columns(
      MemorySegment source, long in, int rows, MemorySegment target, long out, int unit) {
    int group = unit / across(sizes);
    int first = unit % across(sizes) * FoldKernels.COLUMNS;
    int columns = Math.min(sizes.width() - first, FoldKernels.COLUMNS);
    long from = in + ((long) sizes.start(group) + first) * Float.BYTES;
    long to = out + ((long) group * sizes.width() + first) * Float.BYTES;
    int[] starts = sizes.offsets();
    long step = (long) sizes.stride() * Float.BYTES;
    if (columns == FoldKernels.COLUMNS) {
      if (maximum) {
        FoldKernels.maxColumns(source, from, starts, rows, step, target, to);
      } else {
        FoldKernels.sumColumns(source, from, starts, rows, step, target, to);
      }
      return;
    }
    for (int i = 0; i < columns; i += Lanes.COUNT) {
      int some = columns - i;
      long at = (long) i * Float.BYTES;
      if (maximum) {
        FoldKernels.maxColumns(source, from + at, starts, rows, step, target, to + at, some);
      } else {
        FoldKernels.sumColumns(source, from + at, starts, rows, step, target, to + at, some);
      }
    }
  }

  @Override
  public String describe() {
    return "%s of %d elements to each of %d%s"
        .formatted(
            maximum ? "max" : "sum",
            sizes.folded(),
            sizes.results(),
            parts == 1 ? "" : " in " + parts + " parts");
  }
}
