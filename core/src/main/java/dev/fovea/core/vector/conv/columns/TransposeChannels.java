package dev.fovea.core.vector.conv.columns;

import dev.fovea.core.vector.matmul.Panels;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.LaneTranspose;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;

/**
 * Brings the channels of images {@code [examples, channels, positions]} into the lanes: packs
 * {@code B [examples·positions, channels]} into {@link Panels}, by squares of as many positions and
 * channels as a vector has lanes.
 *
 * @param examples how many images
 * @param panels how positions and channels are cut into panels
 * @param images the images
 * @param target the packed panels
 * @param worker {@link #WORKER_BYTES} for each worker
 */
record TransposeChannels(
    int examples, Panels panels, Location images, Location target, Location worker)
    implements WholeStep {
  static final long WORKER_BYTES = LaneTranspose.BYTES;

  /** Floats that are worth a task: some 10 µs. */
  private static final int TASK = 1 << 14;

  /** Numbers of a channel of an image. */
  private int positions() {
    return panels.k() / examples;
  }

  /** Images of a vector of channels. */
  private int all() {
    return examples * panels.vectors();
  }

  private int imagesATask() {
    return Math.clamp(TASK / Math.max(1, positions() * Lanes.COUNT), 1, all());
  }

  @Override
  public int tasks() {
    return Math.ceilDiv(all(), imagesATask());
  }

  @Override
  public long cost() {
    return 2L * imagesATask() * positions() * Lanes.COUNT;
  }

  @Override
  public void run(Memory memory, int workerNumber, int task) {
    int first = task * imagesATask();
    int end = Math.min(all(), first + imagesATask());
    for (int i = first; i < end; i++) {
      turn(memory, i % examples, i / examples, worker.at(workerNumber, 0));
    }
  }

  /** A last square may begin further up. */
  private void turn(Memory memory, int example, int vector, long room) {
    int positions = positions();
    MemorySegment from = memory.of(images);
    MemorySegment to = memory.of(target);
    MemorySegment scratch = memory.of(worker);
    long row = (long) positions * Float.BYTES;
    long in = images.offset() + ((long) example * panels.n() + panels.column(vector)) * row;
    long step = (long) panels.step(vector) * Float.BYTES;
    long out = target.offset() + panels.offset(vector) * Float.BYTES + example * positions * step;
    int rows = Math.min(positions, Lanes.COUNT);
    int columns = panels.columns();
    for (int p = 0; p < positions; p += Lanes.COUNT) {
      int position = Math.min(p, positions - rows);
      long at = in + (long) position * Float.BYTES;
      long put = out + position * step;
      if (rows == Lanes.COUNT && columns == Lanes.COUNT) {
        LaneTranspose.square(from, at, row, to, put, step, scratch, room);
      } else {
        LaneTranspose.part(from, at, row, to, put, step, rows, columns, scratch, room);
      }
    }
  }

  @Override
  public String describe() {
    return "channels of %d×%d×%d into the lanes".formatted(examples, panels.n(), positions());
  }
}
