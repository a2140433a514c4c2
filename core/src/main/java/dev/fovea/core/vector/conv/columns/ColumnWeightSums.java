package dev.fovea.core.vector.conv.columns;

import dev.fovea.core.vector.conv.ConvolutionSizes;
import dev.fovea.core.vector.matmul.Panels;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.LaneTranspose;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;

/**
 * The weight gradient of a convolution by columns, {@code dw[o, t] = Σ_q dy[o, q]·X[t, q]} over the
 * positions q of all examples, with the output channels in the lanes. Loops of a task: stretches of
 * positions (their columns are copied into scratch), panels of channels, tiles of taps; the sums
 * are turned in the end.
 *
 * @param sizes the sizes
 * @param runs how it is split into tasks
 * @param columns the columns of x
 * @param panels how y, channels in the lanes, is cut into panels
 * @param y the packed panels
 * @param target the gradient, or the partial sums of several runs one after the other
 * @param worker {@link #workerBytes} for each worker
 */
record ColumnWeightSums(
    ConvolutionSizes sizes,
    ColumnRuns runs,
    Columns columns,
    Panels panels,
    Location y,
    Location target,
    Location worker)
    implements WholeStep {
  /** Rows of columns begin in different sets of the cache. */
  private static final int APART = 16;

  /** Bytes of the columns of a stretch, of the sums, of a tile and of a square. */
  static long workerBytes(ColumnRuns runs) {
    return columnBytes(runs) + sumBytes(runs) + Math.max(ColumnTiles.SCRATCH, LaneTranspose.BYTES);
  }

  private static long pitch(ColumnRuns runs) {
    return (long) (Math.ceilDiv(runs.stretch(), APART) * APART + APART) * Float.BYTES;
  }

  private static long columnBytes(ColumnRuns runs) {
    return Memory.aligned(runs.tapsABlock() * pitch(runs) + Lanes.BYTES);
  }

  /** Bytes of the sums of a tap: an odd number of vectors, for the same reason. */
  private static long sumRow(ColumnRuns runs) {
    return (long) (runs.vectorsABlock() | 1) * Lanes.BYTES;
  }

  private static long sumBytes(ColumnRuns runs) {
    return runs.tapsABlock() * sumRow(runs);
  }

  @Override
  public int tasks() {
    return runs.tasks();
  }

  @Override
  public long cost() {
    return (long) (2 * sizes.multiplyAdds() / Lanes.COUNT / tasks());
  }

  @Override
  public void run(Memory memory, int workerNumber, int task) {
    MemorySegment arena = memory.of(worker);
    long packed = worker.at(workerNumber, 0);
    long sums = packed + columnBytes(runs);
    long scratch = sums + sumBytes(runs);
    int first = runs.firstTap(task);
    int end = runs.endTap(task);
    int start = runs.first(runs.run(task));
    int stop = runs.first(runs.run(task) + 1);
    for (int q = start; q < stop; q += runs.stretch()) {
      int count = Math.min(runs.stretch(), stop - q);
      columns.copy(memory, first, end, q, count, arena, packed, pitch(runs));
      products(memory, task, q, count, packed, sums, q > start, scratch);
    }
    for (int v = runs.firstVector(task); v < runs.endVector(task); v++) {
      turn(memory, task, v, sums, scratch);
    }
  }

  private void products(
      Memory memory,
      int task,
      int q,
      int count,
      long packed,
      long sums,
      boolean add,
      long scratch) {
    MemorySegment arena = memory.of(worker);
    int firstVector = runs.firstVector(task);
    int vector = firstVector;
    while (vector < runs.endVector(task)) {
      int vectors = panels.together(vector, runs.endVector(task));
      long step = (long) panels.step(vector) * Float.BYTES;
      ColumnTiles.multiply(
          runs.endTap(task) - runs.firstTap(task),
          vectors,
          count,
          arena,
          packed,
          pitch(runs),
          Float.BYTES,
          memory.of(y),
          y.offset() + panels.offset(vector) * Float.BYTES + q * step,
          step,
          arena,
          sums + (long) (vector - firstVector) * Lanes.BYTES,
          sumRow(runs),
          add,
          arena,
          scratch);
      vector += vectors;
    }
  }

  /** Writes the sums of a vector of channels. */
  private void turn(Memory memory, int task, int vector, long sums, long room) {
    MemorySegment arena = memory.of(worker);
    MemorySegment to = memory.of(target);
    long partial = runs.runs() == 1 ? 0 : runs.run(task) * runs.bytes();
    // Where the last vector begins further left, the one before has written some channels.
    int known = vector * Lanes.COUNT - panels.column(vector);
    int channels = panels.columns() - known;
    long row = (long) runs.taps() * Float.BYTES;
    long out = target.offset() + partial + (panels.column(vector) + known) * row;
    long from = sums + (long) (vector - runs.firstVector(task)) * Lanes.BYTES;
    for (int t = runs.firstTap(task); t < runs.endTap(task); t += Lanes.COUNT) {
      int count = Math.min(Lanes.COUNT, runs.endTap(task) - t);
      long in = from + (t - runs.firstTap(task)) * sumRow(runs) + (long) known * Float.BYTES;
      long put = out + (long) t * Float.BYTES;
      if (channels == Lanes.COUNT && count == Lanes.COUNT) {
        LaneTranspose.square(arena, in, sumRow(runs), to, put, row, arena, room);
      } else {
        LaneTranspose.part(arena, in, sumRow(runs), to, put, row, channels, count, arena, room);
      }
    }
  }

  @Override
  public String describe() {
    return sizes + ", by columns";
  }
}
