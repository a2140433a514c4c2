package dev.fovea.core.vector.simd;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * Squares of L×L numbers transposed, L being the lanes of a vector. Each round zips vector i with
 * vector i + L/2, and after log₂ L rounds row and lane have changed places; two rounds at a time
 * stay in registers. Numbers are moved as bits: a NaN keeps its own.
 */
public final class LaneTranspose {
  /** Bytes of a square. */
  public static final long SQUARE = (long) Lanes.COUNT * Lanes.BYTES;

  /** Bytes of scratch memory for {@link #part} and {@link #inPlace}. */
  public static final long BYTES = 2 * SQUARE;

  private static final IntVector LOWER = zipped(0);
  private static final IntVector UPPER = zipped(Lanes.COUNT / 2);

  private LaneTranspose() {}

  /**
   * Turns one square.
   *
   * @param fromRow bytes from one row of the source to the next, not negative
   * @param toRow bytes from one row of the target to the next, not negative
   * @param room {@link #SQUARE} bytes of scratch, neither source nor target
   */
  public static void square(
      MemorySegment x,
      long in,
      long fromRow,
      MemorySegment y,
      long out,
      long toRow,
      MemorySegment scratch,
      long room) {
    if (Lanes.COUNT == 4) {
      twoRounds(x, in, fromRow, y, out, toRow);
      return;
    }
    twoRounds(x, in, fromRow, scratch, room, Lanes.BYTES);
    if (Lanes.COUNT == 8) {
      oneRound(scratch, room, Lanes.BYTES, y, out, toRow);
    } else {
      twoRounds(scratch, room, Lanes.BYTES, y, out, toRow);
    }
  }

  /** Turns L vectors that follow one another in memory; as many again after them are scratch. */
  public static void inPlace(MemorySegment x, long at) {
    square(x, at, Lanes.BYTES, x, at, Lanes.BYTES, x, at + SQUARE);
  }

  /**
   * Turns a part of a square.
   *
   * @param rows rows of the target, if they are fewer than the lanes
   * @param columns columns of the target, if they are fewer than the lanes
   * @param room {@link #BYTES} of scratch, neither source nor target
   */
  public static void part(
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
    inPlace(scratch, room);
    for (int i = 0; i < Math.min(rows, Lanes.COUNT); i++) {
      FloatVector.fromMemorySegment(
              Lanes.FLOATS, scratch, room + (long) i * Lanes.BYTES, Lanes.ORDER)
          .intoMemorySegment(y, out + i * toRow, Lanes.ORDER, written);
    }
  }

  private static void twoRounds(
      MemorySegment from, long at, long step, MemorySegment to, long out, long outStep) {
    MemorySegment x = Lanes.bare(from);
    MemorySegment y = Lanes.bare(to);
    long down = step & Lanes.STRIDE;
    long below = outStep & Lanes.STRIDE;
    long quarter = down * (Lanes.COUNT / 4);
    long source = Lanes.bare(from, at);
    long target = Lanes.bare(to, out);
    for (int i = 0; i < Lanes.COUNT / 4; i++) {
      IntVector a = IntVector.fromMemorySegment(Lanes.INTS, x, source, Lanes.ORDER);
      IntVector b = IntVector.fromMemorySegment(Lanes.INTS, x, source + quarter, Lanes.ORDER);
      IntVector c = IntVector.fromMemorySegment(Lanes.INTS, x, source + 2 * quarter, Lanes.ORDER);
      IntVector d = IntVector.fromMemorySegment(Lanes.INTS, x, source + 3 * quarter, Lanes.ORDER);
      IntVector ac = LOWER.selectFrom(a, c);
      IntVector ca = UPPER.selectFrom(a, c);
      IntVector bd = LOWER.selectFrom(b, d);
      IntVector db = UPPER.selectFrom(b, d);
      LOWER.selectFrom(ac, bd).intoMemorySegment(y, target, Lanes.ORDER);
      UPPER.selectFrom(ac, bd).intoMemorySegment(y, target + below, Lanes.ORDER);
      LOWER.selectFrom(ca, db).intoMemorySegment(y, target + 2 * below, Lanes.ORDER);
      UPPER.selectFrom(ca, db).intoMemorySegment(y, target + 3 * below, Lanes.ORDER);
      source = (source + down) & Lanes.ADDRESS;
      target = (target + 4 * below) & Lanes.ADDRESS;
    }
  }

  private static void oneRound(
      MemorySegment from, long at, long step, MemorySegment to, long out, long outStep) {
    MemorySegment x = Lanes.bare(from);
    MemorySegment y = Lanes.bare(to);
    long down = step & Lanes.STRIDE;
    long below = outStep & Lanes.STRIDE;
    long half = down * (Lanes.COUNT / 2);
    long source = Lanes.bare(from, at);
    long target = Lanes.bare(to, out);
    for (int i = 0; i < Lanes.COUNT / 2; i++) {
      IntVector a = IntVector.fromMemorySegment(Lanes.INTS, x, source, Lanes.ORDER);
      IntVector b = IntVector.fromMemorySegment(Lanes.INTS, x, source + half, Lanes.ORDER);
      LOWER.selectFrom(a, b).intoMemorySegment(y, target, Lanes.ORDER);
      UPPER.selectFrom(a, b).intoMemorySegment(y, target + below, Lanes.ORDER);
      source = (source + down) & Lanes.ADDRESS;
      target = (target + 2 * below) & Lanes.ADDRESS;
    }
  }

  /** Where the lanes of two vectors come from when their halves are zipped. */
  private static IntVector zipped(int first) {
    int[] lanes = new int[Lanes.COUNT];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = first + i / 2 + i % 2 * Lanes.COUNT;
    }
    return IntVector.fromArray(Lanes.INTS, lanes, 0);
  }
}
