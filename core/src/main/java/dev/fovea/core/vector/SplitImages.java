package dev.fovea.core.vector;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * Copies images into {@link ColumnPlanes}.
 *
 * @param planes the planes
 * @param images the images
 * @param target {@link #bytes}
 */
record SplitImages(ColumnPlanes planes, Location images, Location target) implements PlainStep {
  /** Floats that are worth a task: some 10 µs. */
  private static final int TASK = 1 << 14;

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

  private int channelsATask() {
    return (int) Math.clamp(TASK / Math.max(1, planes.channel()), 1, all());
  }

  @Override
  public int tasks() {
    return Math.ceilDiv(all(), channelsATask());
  }

  @Override
  public long cost() {
    return channelsATask() * planes.channel();
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    int first = task * channelsATask();
    int end = Math.min(all(), first + channelsATask());
    for (int i = first; i < end; i++) {
      for (int p = 0; p < planes.rows().planes() * planes.columns().planes(); p++) {
        plane(memory, i, p);
      }
    }
  }

  private void plane(Memory memory, int image, int plane) {
    ColumnAxis rows = planes.rows();
    ColumnAxis columns = planes.columns();
    int down = plane / columns.planes();
    int across = plane % columns.planes();
    int first = columns.first(across);
    int end = columns.end(across);
    int top = rows.first(down);
    int bottom = rows.end(down);
    long pitch = (long) planes.pitch() * Float.BYTES;
    long out = target.offset() + (image * planes.channel() + plane * planes.plane()) * Float.BYTES;
    clear(memory, out, top * pitch);
    for (int row = top; row < bottom; row++) {
      long line = ((long) image * rows.input() + rows.source(down, row)) * columns.input();
      long in = images.offset() + (line + columns.source(across, first)) * Float.BYTES;
      long to = out + row * pitch;
      clear(memory, to, (long) first * Float.BYTES);
      copy(memory, in, columns.stride(), to + (long) first * Float.BYTES, end - first);
      clear(memory, to + (long) end * Float.BYTES, pitch - (long) end * Float.BYTES);
    }
    clear(memory, out + bottom * pitch, (rows.length() - bottom) * pitch);
  }

  private void clear(Memory memory, long out, long bytes) {
    MemorySegment to = memory.of(target);
    if (bytes > 0) {
      ElementwiseKernels.fill(0, to, out, Math.toIntExact(bytes));
    }
  }

  /** Every stride-th number of a row. */
  private void copy(Memory memory, long in, int stride, long out, int count) {
    MemorySegment source = memory.of(images);
    MemorySegment packed = memory.of(target);
    MemorySegment from = Lanes.bare(source);
    MemorySegment to = Lanes.bare(packed);
    long at = Lanes.bare(source, in);
    long put = Lanes.bare(packed, out);
    int i = 0;
    if (stride == 1) {
      for (; i + Lanes.COUNT <= count; i += Lanes.COUNT) {
        long step = (long) i * Float.BYTES;
        FloatVector.fromMemorySegment(Lanes.FLOATS, from, at + step, Lanes.ORDER)
            .intoMemorySegment(to, put + step, Lanes.ORDER);
      }
    } else if (stride == 2) {
      // A vector gives half a vector; the other half is overwritten next.
      for (; i + Lanes.COUNT <= count; i += Lanes.COUNT / 2) {
        long step = (long) i * Float.BYTES;
        FloatVector.fromMemorySegment(Lanes.FLOATS, from, at + 2 * step, Lanes.ORDER)
            .rearrange(EVEN)
            .intoMemorySegment(to, put + step, Lanes.ORDER);
      }
    }
    for (; i < count; i++) {
      float value = from.get(Lanes.FLOAT, at + (long) i * stride * Float.BYTES);
      to.set(Lanes.FLOAT, put + (long) i * Float.BYTES, value);
    }
  }

  @Override
  public String describe() {
    return "split %d images by stride %d×%d"
        .formatted(all(), planes.rows().stride(), planes.columns().stride());
  }
}
