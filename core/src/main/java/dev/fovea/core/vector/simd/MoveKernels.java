package dev.fovea.core.vector.simd;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Moves of rows of floats. Offsets and the steps from row to row are in bytes; exactly the floats
 * asked for are written. What is left of a row after its whole vectors is one vector under a mask:
 * a loop over single floats costs as much as many vectors.
 */
public final class MoveKernels {
  private static final VectorShuffle<Float> REVERSED =
      VectorShuffle.fromOp(Lanes.FLOATS, lane -> Lanes.COUNT - 1 - lane);

  /** Rows of at most this many floats are copied faster by vectors. */
  private static final int SHORT = 24;

  private MoveKernels() {}

  /** Writes one number {@code floats} times. */
  public static void fill(float value, MemorySegment y, long out, int floats) {
    FloatVector vector = FloatVector.broadcast(Lanes.FLOATS, value);
    int whole = Math.multiplyExact(whole(floats), Float.BYTES);
    for (int i = 0; i < whole; i += Lanes.BYTES) {
      vector.intoMemorySegment(y, out + i, Lanes.ORDER);
    }
    if (whole(floats) < floats) {
      vector.intoMemorySegment(
          y, out + whole, Lanes.ORDER, Lanes.FLOATS.indexInRange(whole(floats), floats));
    }
  }

  /** Writes this many vectors of zeros. */
  public static void clear(MemorySegment y, long out, long vectors) {
    FloatVector zero = FloatVector.zero(Lanes.FLOATS);
    for (long i = 0; i < vectors; i++) {
      zero.intoMemorySegment(y, out + i * Lanes.BYTES, Lanes.ORDER);
    }
  }

  /** Copies rows: long ones by the JDK's own loop, whose start costs as much as a short row. */
  public static void copy(
      MemorySegment x,
      long in,
      long fromRow,
      MemorySegment y,
      long out,
      long toRow,
      int rows,
      int floats) {
    if (floats > SHORT) {
      for (int row = 0; row < rows; row++) {
        long bytes = (long) floats * Float.BYTES;
        MemorySegment.copy(x, in + row * fromRow, y, out + row * toRow, bytes);
      }
      return;
    }
    int whole = whole(floats) * Float.BYTES;
    VectorMask<Float> rest = Lanes.FLOATS.indexInRange(whole(floats), floats);
    for (int row = 0; row < rows; row++) {
      long from = in + row * fromRow;
      long to = out + row * toRow;
      for (int i = 0; i < whole; i += Lanes.BYTES) {
        FloatVector.fromMemorySegment(Lanes.FLOATS, x, from + i, Lanes.ORDER)
            .intoMemorySegment(y, to + i, Lanes.ORDER);
      }
      if (whole < floats * Float.BYTES) {
        FloatVector.fromMemorySegment(Lanes.FLOATS, x, from + whole, Lanes.ORDER, rest)
            .intoMemorySegment(y, to + whole, Lanes.ORDER, rest);
      }
    }
  }

  /** Fills each row with one number of the source. */
  public static void repeat(
      MemorySegment x,
      long in,
      long fromRow,
      MemorySegment y,
      long out,
      long toRow,
      int rows,
      int floats) {
    int whole = whole(floats) * Float.BYTES;
    VectorMask<Float> rest = Lanes.FLOATS.indexInRange(whole(floats), floats);
    for (int row = 0; row < rows; row++) {
      FloatVector value =
          FloatVector.broadcast(Lanes.FLOATS, x.get(Lanes.FLOAT, in + row * fromRow));
      long to = out + row * toRow;
      for (int i = 0; i < whole; i += Lanes.BYTES) {
        value.intoMemorySegment(y, to + i, Lanes.ORDER);
      }
      if (whole < floats * Float.BYTES) {
        value.intoMemorySegment(y, to + whole, Lanes.ORDER, rest);
      }
    }
  }

  /** Copies rows in the opposite order; {@code in} is where the last float of the first one is. */
  public static void reverse(
      MemorySegment x,
      long in,
      long fromRow,
      MemorySegment y,
      long out,
      long toRow,
      int rows,
      int floats) {
    int whole = whole(floats) * Float.BYTES;
    for (int row = 0; row < rows; row++) {
      long last = in + row * fromRow - (Lanes.BYTES - Float.BYTES);
      long to = out + row * toRow;
      for (int i = 0; i < whole; i += Lanes.BYTES) {
        FloatVector.fromMemorySegment(Lanes.FLOATS, x, last - i, Lanes.ORDER)
            .rearrange(REVERSED)
            .intoMemorySegment(y, to + i, Lanes.ORDER);
      }
    }
    int left = floats - whole(floats);
    if (left > 0) {
      step(x, in - whole, fromRow, -Float.BYTES, y, out + whole, toRow, Float.BYTES, rows, left);
    }
  }

  /**
   * Turns columns into rows: float {@code i} of row {@code r} is read {@code r} floats after the
   * first, in row {@code i} of the source. Squares of as many rows as there are lanes go through
   * {@link LaneTranspose}.
   *
   * @param fromRun bytes from one row of the source to the next
   * @param scratch room for {@link LaneTranspose}
   */
  public static void transpose(
      MemorySegment x,
      long in,
      long fromRun,
      MemorySegment y,
      long out,
      long toRow,
      int rows,
      int floats,
      MemorySegment scratch,
      long room) {
    for (int row = 0; row < rows; row += Lanes.COUNT) {
      for (int i = 0; i < floats; i += Lanes.COUNT) {
        long from = in + i * fromRun + (long) row * Float.BYTES;
        long to = out + row * toRow + (long) i * Float.BYTES;
        int high = rows - row;
        int wide = floats - i;
        if (high >= Lanes.COUNT && wide >= Lanes.COUNT) {
          LaneTranspose.square(x, from, fromRun, y, to, toRow, scratch, room);
        } else {
          LaneTranspose.part(x, from, fromRun, y, to, toRow, high, wide, scratch, room);
        }
      }
    }
  }

  /** Moves floats one by one, {@code fromRun} and {@code toRun} bytes apart. */
  public static void step(
      MemorySegment x,
      long in,
      long fromRow,
      long fromRun,
      MemorySegment y,
      long out,
      long toRow,
      long toRun,
      int rows,
      int floats) {
    for (int row = 0; row < rows; row++) {
      long from = in + row * fromRow;
      long to = out + row * toRow;
      for (int i = 0; i < floats; i++) {
        y.set(Lanes.FLOAT, to + i * toRun, x.get(Lanes.FLOAT, from + i * fromRun));
      }
    }
  }

  private static int whole(int floats) {
    return floats - floats % Lanes.COUNT;
  }
}
