package dev.fovea.core.vector.conv.columns;

import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * The way back from columns to images: adds what the taps of one channel hold of an example to the
 * elements they met, in the order of the taps. Sums are made in planes as in {@link ColumnPlanes},
 * whose rows lie so far apart that a vector that is read and written back reaches into no other
 * row; what lies between stays zero.
 */
final class ColumnSpread {
  /** Each of the lower lanes twice. */
  private static final VectorShuffle<Float> TWICE = VectorShuffle.fromOp(Lanes.FLOATS, i -> i / 2);

  private static final VectorMask<Float> ODD =
      VectorMask.fromLong(Lanes.FLOATS, 0xAAAA_AAAA_AAAA_AAAAL);

  private final ColumnAxis rows;
  private final ColumnAxis columns;
  private final long pitch;
  private final long plane;
  private final long[] taps;
  private final int[] rowPlanes;
  private final int[] columnPlanes;

  ColumnSpread(ColumnPlanes geometry) {
    this.rows = geometry.rows();
    this.columns = geometry.columns();
    int written = Math.ceilDiv(columns.positions(), Lanes.COUNT) * Lanes.COUNT;
    int row = Math.max(columns.length() - columns.positions() + written, read() + Lanes.COUNT);
    this.pitch = (long) Math.ceilDiv(row, Lanes.COUNT) * Lanes.BYTES;
    this.plane = rows.length() * pitch;
    this.taps = new long[geometry.taps()];
    for (int tap = 0; tap < taps.length; tap++) {
      int down = tap / columns.taps();
      int across = tap % columns.taps();
      taps[tap] =
          (rows.plane(down) * columns.planes() + columns.plane(across)) * plane
              + rows.shift(down) * pitch
              + (long) columns.shift(across) * Float.BYTES;
    }
    this.rowPlanes = planes(rows);
    this.columnPlanes = planes(columns);
  }

  /** Floats of a row that are read. */
  private int read() {
    return columns.place(columns.input() - 1) + 1;
  }

  private static int[] planes(ColumnAxis axis) {
    int[] planes = new int[axis.input()];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = axis.planeOf(i);
    }
    return planes;
  }

  /** Bytes of scratch: the planes, and a row of zeros. */
  long scratchBytes() {
    return rows.planes() * columns.planes() * plane + pitch;
  }

  /** Clears the scratch. */
  void clear(MemorySegment arena, long scratch) {
    MemorySegment to = Lanes.bare(arena);
    FloatVector zero = FloatVector.zero(Lanes.FLOATS);
    long at = Lanes.bare(arena, scratch);
    long end = at + scratchBytes();
    for (; at < end; at += Lanes.BYTES) {
      zero.intoMemorySegment(to, at & Lanes.ADDRESS, Lanes.ORDER);
    }
  }

  /**
   * Adds the columns of one channel and example. A vector after them may be read.
   *
   * @param in the first tap's numbers, one a position
   * @param step bytes from one tap's numbers to the next's
   */
  void add(MemorySegment arena, long in, long step, long scratch) {
    MemorySegment memory = Lanes.bare(arena);
    int width = columns.positions();
    int whole = width - width % Lanes.COUNT;
    VectorMask<Float> rest = Lanes.FLOATS.indexInRange(0, width - whole);
    boolean some = whole < width;
    long tail = (long) whole * Float.BYTES;
    long row = (long) width * Float.BYTES;
    for (int tap = 0; tap < taps.length; tap++) {
      long from = Lanes.bare(arena, in + tap * step);
      long to = Lanes.bare(arena, scratch + taps[tap]);
      for (int i = 0; i < rows.positions(); i++) {
        for (long at = 0; at < tail; at += Lanes.BYTES) {
          long put = (to + at) & Lanes.ADDRESS;
          FloatVector.fromMemorySegment(
                  Lanes.FLOATS, memory, (from + at) & Lanes.ADDRESS, Lanes.ORDER)
              .add(FloatVector.fromMemorySegment(Lanes.FLOATS, memory, put, Lanes.ORDER))
              .intoMemorySegment(memory, put, Lanes.ORDER);
        }
        if (some) {
          long put = (to + tail) & Lanes.ADDRESS;
          FloatVector sum = FloatVector.fromMemorySegment(Lanes.FLOATS, memory, put, Lanes.ORDER);
          FloatVector more =
              FloatVector.fromMemorySegment(
                  Lanes.FLOATS, memory, (from + tail) & Lanes.ADDRESS, Lanes.ORDER);
          sum.blend(sum.add(more), rest).intoMemorySegment(memory, put, Lanes.ORDER);
        }
        from += row;
        to += pitch;
      }
    }
  }

  /**
   * Writes the sums as a channel of an image. Writes whole vectors while they end before the limit,
   * from one end of the channel to the other.
   */
  void write(MemorySegment arena, long scratch, MemorySegment image, long out, long limit) {
    MemorySegment to = Lanes.bare(image);
    MemorySegment from = Lanes.bare(arena);
    long end = Lanes.bare(image, limit);
    long put = Lanes.bare(image, out);
    long planesAt = Lanes.bare(arena, scratch);
    long zeros = planesAt + rows.planes() * columns.planes() * plane;
    for (int i = 0; i < rows.input(); i++) {
      int down = rowPlanes[i];
      long line = planesAt + down * columns.planes() * plane + rows.place(i) * pitch;
      if (columns.stride() == 1) {
        int first = columns.place(0);
        long at = down < 0 ? zeros : line + (long) first * Float.BYTES;
        copy(from, at, to, put, end);
      } else if (columns.stride() == 2) {
        zip(from, half(line, down, 0, zeros), half(line, down, 1, zeros), to, put, end);
      } else {
        each(from, line, down, to, put);
      }
      put += (long) columns.input() * Float.BYTES;
    }
  }

  /** Where the even or the odd elements of a row begin. */
  private long half(long line, int down, int first, long zeros) {
    if (down < 0 || first >= columns.input() || columnPlanes[first] < 0) {
      return zeros;
    }
    return line + columnPlanes[first] * plane + (long) columns.place(first) * Float.BYTES;
  }

  private void copy(MemorySegment from, long at, MemorySegment to, long put, long end) {
    int i = 0;
    int count = columns.input();
    for (; i < count && put + (long) i * Float.BYTES + Lanes.BYTES <= end; i += Lanes.COUNT) {
      long step = (long) i * Float.BYTES;
      FloatVector.fromMemorySegment(Lanes.FLOATS, from, (at + step) & Lanes.ADDRESS, Lanes.ORDER)
          .intoMemorySegment(to, (put + step) & Lanes.ADDRESS, Lanes.ORDER);
    }
    for (; i < count; i++) {
      long step = (long) i * Float.BYTES;
      to.set(
          Lanes.FLOAT,
          (put + step) & Lanes.ADDRESS,
          from.get(Lanes.FLOAT, (at + step) & Lanes.ADDRESS));
    }
  }

  private void zip(MemorySegment from, long even, long odd, MemorySegment to, long put, long end) {
    int i = 0;
    int count = columns.input();
    for (; i < count && put + (long) i * Float.BYTES + Lanes.BYTES <= end; i += Lanes.COUNT) {
      long step = (long) i * Float.BYTES;
      FloatVector a =
          FloatVector.fromMemorySegment(
              Lanes.FLOATS, from, (even + step / 2) & Lanes.ADDRESS, Lanes.ORDER);
      FloatVector b =
          FloatVector.fromMemorySegment(
              Lanes.FLOATS, from, (odd + step / 2) & Lanes.ADDRESS, Lanes.ORDER);
      a.rearrange(TWICE)
          .blend(b.rearrange(TWICE), ODD)
          .intoMemorySegment(to, (put + step) & Lanes.ADDRESS, Lanes.ORDER);
    }
    for (; i < count; i++) {
      long at = (i % 2 == 0 ? even : odd) + (long) (i / 2) * Float.BYTES;
      to.set(
          Lanes.FLOAT,
          (put + (long) i * Float.BYTES) & Lanes.ADDRESS,
          from.get(Lanes.FLOAT, at & Lanes.ADDRESS));
    }
  }

  private void each(MemorySegment from, long line, int down, MemorySegment to, long put) {
    for (int i = 0; i < columns.input(); i++) {
      float value = 0;
      if (down >= 0 && columnPlanes[i] >= 0) {
        long at = line + columnPlanes[i] * plane + (long) columns.place(i) * Float.BYTES;
        value = from.get(Lanes.FLOAT, at & Lanes.ADDRESS);
      }
      to.set(Lanes.FLOAT, (put + (long) i * Float.BYTES) & Lanes.ADDRESS, value);
    }
  }
}
