package dev.fovea.core.vector.conv.columns;

import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * The columns of a convolution, {@code X[t, q]}: the number that tap t (of a channel and a place in
 * the window, in the order of the weights) meets at position q (of an example and a place in its
 * output). Never made as a whole: a block of them is copied when a product asks for it.
 *
 * <p>A row of positions is copied by whole vectors. What they write beyond its end is overwritten
 * by the next row, or lies in the room that a block must have after it.
 */
final class Columns {
  private final Location planes;
  private final long bytes;
  private final long example;
  private final long channel;
  private final long pitch;
  private final long[] taps;
  private final int height;
  private final int width;

  /**
   * @param geometry the planes
   * @param planes where they are
   */
  Columns(ColumnPlanes geometry, Location planes) {
    this.planes = planes;
    this.bytes = geometry.floats() * Float.BYTES;
    this.example = geometry.example() * Float.BYTES;
    this.channel = geometry.channel() * Float.BYTES;
    this.pitch = (long) geometry.pitch() * Float.BYTES;
    this.taps = new long[geometry.taps()];
    for (int tap = 0; tap < taps.length; tap++) {
      taps[tap] = geometry.tap(tap) * Float.BYTES;
    }
    int across = geometry.columns().positions();
    int down = geometry.rows().positions();
    boolean oneStretch = geometry.pitch() == across;
    this.height = oneStretch ? 1 : down;
    this.width = oneStretch ? down * across : across;
  }

  /**
   * Copies a block. Room for a vector must lie after it.
   *
   * @param first the first tap
   * @param end after the last tap
   * @param position the first position
   * @param count how many positions
   * @param out where the first tap's numbers go
   * @param step bytes from one tap's numbers to the next's
   */
  void copy(
      Memory memory,
      int first,
      int end,
      int position,
      int count,
      MemorySegment target,
      long out,
      long step) {
    MemorySegment source = memory.of(planes);
    MemorySegment from = Lanes.bare(source);
    MemorySegment to = Lanes.bare(target);
    long base = Lanes.bare(source, planes.offset());
    long limit = base + bytes;
    int inExample = position % (height * width);
    int column = inExample % width;
    int firstRow = inExample / width;
    long start = position / (height * width) * example + firstRow * pitch;
    long nextExample = example - height * pitch;
    long put = Lanes.bare(target, out);
    for (int t = first; t < end; t++) {
      long line = base + start + t / taps.length * channel + taps[t % taps.length];
      long at = line + (long) column * Float.BYTES;
      long rowOut = put;
      int row = firstRow;
      int left = count;
      int run = width - column;
      while (left > 0) {
        int length = Math.min(run, left);
        int i = 0;
        // All of it may be read by whole vectors, but for the very end of the images.
        int whole = at + (long) (length + Lanes.COUNT) * Float.BYTES <= limit ? length : 0;
        for (; i < whole; i += Lanes.COUNT) {
          long along = (long) i * Float.BYTES;
          FloatVector.fromMemorySegment(
                  Lanes.FLOATS, from, (at + along) & Lanes.ADDRESS, Lanes.ORDER)
              .intoMemorySegment(to, (rowOut + along) & Lanes.ADDRESS, Lanes.ORDER);
        }
        for (; i < length; i++) {
          long along = (long) i * Float.BYTES;
          to.set(Lanes.FLOAT, rowOut + along, from.get(Lanes.FLOAT, at + along));
        }
        rowOut += (long) length * Float.BYTES;
        left -= length;
        run = width;
        line += pitch;
        row++;
        if (row == height) {
          row = 0;
          line += nextExample;
        }
        at = line;
      }
      put += step;
    }
  }
}
