package dev.fovea.core.vector;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Squares of floats turned over their diagonal, as many rows as a vector has lanes. Each level
 * exchanges, between two rows whose numbers differ in one bit, the lanes whose numbers differ in
 * that bit: after all levels row and lane have changed places.
 */
final class LaneTurn {
  private LaneTurn() {}

  /**
   * Turns one square.
   *
   * @param fromRow bytes from one row of the source to the next
   * @param toRow bytes from one row of the target to the next
   * @param scratch room for as many vectors as there are lanes
   */
  static void square(
      MemorySegment x,
      long in,
      long fromRow,
      MemorySegment y,
      long out,
      long toRow,
      MemorySegment scratch,
      long room) {
    swap8(x, in, fromRow, scratch, room, Lanes.BYTES);
    swap4(
        Lanes.COUNT > 8 ? scratch : x,
        Lanes.COUNT > 8 ? room : in,
        Lanes.COUNT > 8 ? Lanes.BYTES : fromRow,
        scratch,
        room);
    exchange(
        2,
        Butterfly.SWAP_2,
        Butterfly.UPPER_2,
        Lanes.COUNT > 4 ? scratch : x,
        Lanes.COUNT > 4 ? room : in,
        Lanes.COUNT > 4 ? Lanes.BYTES : fromRow,
        scratch,
        room,
        Lanes.BYTES);
    exchange(1, Butterfly.SWAP_1, Butterfly.UPPER_1, scratch, room, Lanes.BYTES, y, out, toRow);
  }

  /** Turns vectors that follow one another in memory, as many as there are lanes. */
  static void inPlace(MemorySegment x, long at) {
    square(x, at, Lanes.BYTES, x, at, Lanes.BYTES, x, at);
  }

  private static void swap8(
      MemorySegment x, long in, long fromRow, MemorySegment y, long out, long toRow) {
    if (Lanes.COUNT > 8) {
      exchange(8, Butterfly.SWAP_8, Butterfly.UPPER_8, x, in, fromRow, y, out, toRow);
    }
  }

  private static void swap4(MemorySegment x, long in, long fromRow, MemorySegment y, long out) {
    if (Lanes.COUNT > 4) {
      exchange(4, Butterfly.SWAP_4, Butterfly.UPPER_4, x, in, fromRow, y, out, Lanes.BYTES);
    }
  }

  /**
   * Turns a part of a square.
   *
   * @param rows rows of the target, if they are fewer than the lanes
   * @param columns columns of the target, if they are fewer than the lanes
   */
  static void part(
      MemorySegment x,
      long in,
      long fromRow,
      MemorySegment y,
      long out,
      long toRow,
      int rows,
      int columns,
      MemorySegment scratch,
      long room) {
    VectorMask<Float> read = Lanes.FLOATS.indexInRange(0, rows);
    VectorMask<Float> written = Lanes.FLOATS.indexInRange(0, columns);
    for (int i = 0; i < Math.min(columns, Lanes.COUNT); i++) {
      FloatVector.fromMemorySegment(Lanes.FLOATS, x, in + i * fromRow, Lanes.ORDER, read)
          .intoMemorySegment(scratch, room + (long) i * Lanes.BYTES, Lanes.ORDER);
    }
    square(scratch, room, Lanes.BYTES, scratch, room, Lanes.BYTES, scratch, room);
    for (int i = 0; i < Math.min(rows, Lanes.COUNT); i++) {
      FloatVector.fromMemorySegment(
              Lanes.FLOATS, scratch, room + (long) i * Lanes.BYTES, Lanes.ORDER)
          .intoMemorySegment(y, out + i * toRow, Lanes.ORDER, written);
    }
  }

  private static void exchange(
      int bit,
      VectorShuffle<Float> swapped,
      VectorMask<Float> upper,
      MemorySegment from,
      long in,
      long fromRow,
      MemorySegment to,
      long out,
      long toRow) {
    MemorySegment x = Lanes.bare(from);
    MemorySegment y = Lanes.bare(to);
    long x0 = Lanes.bare(from, in);
    long y0 = Lanes.bare(to, out);
    for (int pair = 0; pair < Lanes.COUNT / 2; pair++) {
      int low = (pair & -bit) * 2 + (pair & (bit - 1));
      int high = low + bit;
      FloatVector u =
          FloatVector.fromMemorySegment(Lanes.FLOATS, x, x0 + low * fromRow, Lanes.ORDER);
      FloatVector v =
          FloatVector.fromMemorySegment(Lanes.FLOATS, x, x0 + high * fromRow, Lanes.ORDER);
      FloatVector crossed = v.blend(u, upper).rearrange(swapped);
      u.blend(crossed, upper).intoMemorySegment(y, y0 + low * toRow, Lanes.ORDER);
      crossed.blend(v, upper).intoMemorySegment(y, y0 + high * toRow, Lanes.ORDER);
    }
  }
}
