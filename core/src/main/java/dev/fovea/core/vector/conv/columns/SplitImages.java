package dev.fovea.core.vector.conv.columns;

import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * Copies images into {@link ColumnPlanes}, from one end to the other and by whole vectors: what
 * they write beyond the end of a row is overwritten by what comes next.
 *
 * @param planes the planes
 * @param images the images
 * @param target {@link #bytes}
 */
record SplitImages(ColumnPlanes planes, Location images, Location target) implements WholeStep {
  /** Floats that are worth a task: some 10 µs. */
  private static final int TASK = 1 << 15;

  /** The even lanes first. */
  private static final VectorShuffle<Float> EVEN =
      VectorShuffle.fromOp(Lanes.FLOATS, i -> 2 * i % Lanes.COUNT);

  /** Bytes of the planes. */
  static long bytes(ColumnPlanes planes) {
    return Memory.aligned(planes.floats() * Float.BYTES);
  }

  private int all() {
    return planes.examples() * planes.channels();
  }

  private int imagesATask() {
    return (int) Math.clamp(TASK / Math.max(1, planes.channel()), 1, all());
  }

  @Override
  public int tasks() {
    return Math.ceilDiv(all(), imagesATask());
  }

  @Override
  public long cost() {
    return 8 * imagesATask() * planes.channel();
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    int first = task * imagesATask();
    int end = Math.min(all(), first + imagesATask());
    MemorySegment packed = memory.of(target);
    long limit = Lanes.bare(packed, target.offset() + end * planes.channel() * Float.BYTES);
    for (int i = first; i < end; i++) {
      for (int p = 0; p < planes.rows().planes() * planes.columns().planes(); p++) {
        plane(memory, i, p, limit);
      }
    }
  }

  /**
   * Writes a plane.
   *
   * @param limit the address that belongs to another task
   */
  private void plane(Memory memory, int image, int plane, long limit) {
    ColumnAxis rows = planes.rows();
    ColumnAxis columns = planes.columns();
    int down = plane / columns.planes();
    int across = plane % columns.planes();
    int first = columns.first(across);
    int end = columns.end(across);
    int top = rows.first(down);
    int bottom = rows.end(down);
    int pitch = planes.pitch();
    MemorySegment source = memory.of(images);
    MemorySegment packed = memory.of(target);
    MemorySegment from = Lanes.bare(source);
    MemorySegment to = Lanes.bare(packed);
    long numbers = (long) all() * rows.input() * columns.input();
    long known = Lanes.bare(source, images.offset()) + numbers * Float.BYTES;
    long row = (long) columns.input() * Float.BYTES;
    long line = ((long) image * rows.input() + rows.source(down, top)) * columns.input();
    long start = images.offset() + (line + columns.source(across, first)) * Float.BYTES;
    long at = Lanes.bare(source, Math.max(0, start));
    long out = target.offset() + (image * planes.channel() + plane * planes.plane()) * Float.BYTES;
    long put = zeros(to, Lanes.bare(packed, out), (long) top * pitch, limit);
    for (int i = top; i < bottom; i++) {
      put = zeros(to, put, first, limit);
      if (columns.stride() == 1) {
        copy(from, at, known, to, put, end - first, limit);
      } else if (columns.stride() == 2) {
        copyEven(from, at, known, to, put, end - first, limit);
      } else {
        copyEach(from, at, columns.stride(), to, put, 0, end - first);
      }
      put = zeros(to, put + (long) (end - first) * Float.BYTES, pitch - end, limit);
      at += rows.stride() * row;
    }
    zeros(to, put, (long) (rows.length() - bottom) * pitch, limit);
  }

  /** Writes zeros, and returns the address after them. */
  private static long zeros(MemorySegment to, long put, long count, long limit) {
    FloatVector zero = FloatVector.zero(Lanes.FLOATS);
    long end = put + count * Float.BYTES;
    long at = put;
    while (at < end) {
      if (at + Lanes.BYTES <= limit) {
        zero.intoMemorySegment(to, at & Lanes.ADDRESS, Lanes.ORDER);
        at += Lanes.BYTES;
      } else {
        to.set(Lanes.FLOAT, at & Lanes.ADDRESS, 0);
        at += Float.BYTES;
      }
    }
    return end;
  }

  private static void copy(
      MemorySegment from, long at, long known, MemorySegment to, long put, int count, long limit) {
    int i = 0;
    long room = Math.min(known - at, limit - put);
    for (; i < count && (long) i * Float.BYTES + Lanes.BYTES <= room; i += Lanes.COUNT) {
      long step = (long) i * Float.BYTES;
      FloatVector.fromMemorySegment(Lanes.FLOATS, from, (at + step) & Lanes.ADDRESS, Lanes.ORDER)
          .intoMemorySegment(to, (put + step) & Lanes.ADDRESS, Lanes.ORDER);
    }
    copyEach(from, at, 1, to, put, i, count);
  }

  /** A vector gives half a vector, and something that the next one overwrites. */
  private static void copyEven(
      MemorySegment from, long at, long known, MemorySegment to, long put, int count, long limit) {
    int i = 0;
    long room = Math.min((known - at) / 2 - Lanes.BYTES / 2, limit - put - Lanes.BYTES);
    for (; i < count && (long) i * Float.BYTES <= room; i += Lanes.COUNT / 2) {
      long step = (long) i * Float.BYTES;
      FloatVector.fromMemorySegment(
              Lanes.FLOATS, from, (at + 2 * step) & Lanes.ADDRESS, Lanes.ORDER)
          .rearrange(EVEN)
          .intoMemorySegment(to, (put + step) & Lanes.ADDRESS, Lanes.ORDER);
    }
    copyEach(from, at, 2, to, put, i, count);
  }

  private static void copyEach(
      MemorySegment from, long at, int stride, MemorySegment to, long put, int first, int end) {
    for (int i = first; i < end; i++) {
      float value = from.get(Lanes.FLOAT, (at + (long) i * stride * Float.BYTES) & Lanes.ADDRESS);
      to.set(Lanes.FLOAT, (put + (long) i * Float.BYTES) & Lanes.ADDRESS, value);
    }
  }

  @Override
  public String describe() {
    return "split %d images by stride %d×%d"
        .formatted(all(), planes.rows().stride(), planes.columns().stride());
  }
}
