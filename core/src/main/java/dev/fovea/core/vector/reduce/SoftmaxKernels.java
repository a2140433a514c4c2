package dev.fovea.core.vector.reduce;

import dev.fovea.core.vector.run.WarmUp;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * The loops of softmax around its exponential. Rows: one number of a list belongs to each row of
 * {@code size} floats. Columns: some neighbors, at most a vector, in {@code size} rows {@code step}
 * bytes apart, and one vector that belongs to all of them. Offsets are in bytes.
 */
final class SoftmaxKernels {
  private static final WarmUp ROWS =
      new WarmUp(() -> {
        MemorySegment idle = WarmUp.IDLE;
        subtractRows(idle, 0, idle, 0, 1, Lanes.COUNT, idle, 0);
        subtractRows(idle, 0, idle, 0, 0, 1, Lanes.COUNT, idle, 0);
        divideRows(idle, 0, idle, 0, 1, Lanes.COUNT, idle, 0);
      });

  private SoftmaxKernels() {}

  /** To be called when the kernels of rows were called once. */
  static void calledRows() {
    ROWS.called(1);
  }

  /** {@code y = x − a} for rows; whole vectors are written, also after the last row. */
  static void subtractRows(
      MemorySegment x,
      long in,
      MemorySegment a,
      long number,
      int rows,
      int size,
      MemorySegment y,
      long out) {
    int whole = size / Lanes.COUNT * Lanes.BYTES;
    int bytes = size * Float.BYTES;
    VectorMask<Float> rest = Lanes.FLOATS.indexInRange(whole / Float.BYTES, size);
    for (int row = 0; row < rows; row++) {
      FloatVector off =
          FloatVector.broadcast(
              Lanes.FLOATS, a.get(Lanes.FLOAT, number + (long) row * Float.BYTES));
      long from = in + (long) row * bytes;
      long to = out + (long) row * bytes;
      for (int i = 0; i < whole; i += Lanes.BYTES) {
        FloatVector.fromMemorySegment(Lanes.FLOATS, x, from + i, Lanes.ORDER)
            .sub(off)
            .intoMemorySegment(y, to + i, Lanes.ORDER);
      }
      if (whole < bytes) {
        FloatVector.fromMemorySegment(Lanes.FLOATS, x, from + whole, Lanes.ORDER, rest)
            .sub(off)
            .intoMemorySegment(y, to + whole, Lanes.ORDER);
      }
    }
  }

  /** {@code y = (x − a) − b} for rows. */
  static void subtractRows(
      MemorySegment x,
      long in,
      MemorySegment ab,
      long first,
      long second,
      int rows,
      int size,
      MemorySegment y,
      long out) {
    int whole = size / Lanes.COUNT * Lanes.BYTES;
    int bytes = size * Float.BYTES;
    VectorMask<Float> rest = Lanes.FLOATS.indexInRange(whole / Float.BYTES, size);
    for (int row = 0; row < rows; row++) {
      FloatVector a =
          FloatVector.broadcast(
              Lanes.FLOATS, ab.get(Lanes.FLOAT, first + (long) row * Float.BYTES));
      FloatVector b =
          FloatVector.broadcast(
              Lanes.FLOATS, ab.get(Lanes.FLOAT, second + (long) row * Float.BYTES));
      long from = in + (long) row * bytes;
      long to = out + (long) row * bytes;
      for (int i = 0; i < whole; i += Lanes.BYTES) {
        FloatVector.fromMemorySegment(Lanes.FLOATS, x, from + i, Lanes.ORDER)
            .sub(a)
            .sub(b)
            .intoMemorySegment(y, to + i, Lanes.ORDER);
      }
      if (whole < bytes) {
        FloatVector.fromMemorySegment(Lanes.FLOATS, x, from + whole, Lanes.ORDER, rest)
            .sub(a)
            .sub(b)
            .intoMemorySegment(y, to + whole, Lanes.ORDER, rest);
      }
    }
  }

  /** {@code y = x / a} for rows. */
  static void divideRows(
      MemorySegment x,
      long in,
      MemorySegment a,
      long number,
      int rows,
      int size,
      MemorySegment y,
      long out) {
    int whole = size / Lanes.COUNT * Lanes.BYTES;
    int bytes = size * Float.BYTES;
    VectorMask<Float> rest = Lanes.FLOATS.indexInRange(whole / Float.BYTES, size);
    for (int row = 0; row < rows; row++) {
      FloatVector divisor =
          FloatVector.broadcast(
              Lanes.FLOATS, a.get(Lanes.FLOAT, number + (long) row * Float.BYTES));
      long from = in + (long) row * bytes;
      long to = out + (long) row * bytes;
      for (int i = 0; i < whole; i += Lanes.BYTES) {
        FloatVector.fromMemorySegment(Lanes.FLOATS, x, from + i, Lanes.ORDER)
            .div(divisor)
            .intoMemorySegment(y, to + i, Lanes.ORDER);
      }
      if (whole < bytes) {
        FloatVector.fromMemorySegment(Lanes.FLOATS, x, from + whole, Lanes.ORDER, rest)
            .div(divisor)
            .intoMemorySegment(y, to + whole, Lanes.ORDER, rest);
      }
    }
  }

  /** {@code y = x − a} for columns, the results one after the other. */
  static void subtractColumns(
      MemorySegment x,
      long in,
      long step,
      int columns,
      int size,
      MemorySegment y,
      long a,
      long out) {
    VectorMask<Float> live = Lanes.FLOATS.indexInRange(0, columns);
    FloatVector off = FloatVector.fromMemorySegment(Lanes.FLOATS, y, a, Lanes.ORDER);
    for (int k = 0; k < size; k++) {
      FloatVector.fromMemorySegment(Lanes.FLOATS, x, in + k * step, Lanes.ORDER, live)
          .sub(off)
          .intoMemorySegment(y, out + (long) k * Lanes.BYTES, Lanes.ORDER);
    }
  }

  /** {@code y = (x − a) − b} for columns. */
  static void subtractColumns(
      MemorySegment x,
      long in,
      long step,
      int columns,
      int size,
      MemorySegment ab,
      long first,
      long second,
      MemorySegment y,
      long out) {
    VectorMask<Float> live = Lanes.FLOATS.indexInRange(0, columns);
    FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, ab, first, Lanes.ORDER);
    FloatVector b = FloatVector.fromMemorySegment(Lanes.FLOATS, ab, second, Lanes.ORDER);
    for (int k = 0; k < size; k++) {
      FloatVector.fromMemorySegment(Lanes.FLOATS, x, in + k * step, Lanes.ORDER, live)
          .sub(a)
          .sub(b)
          .intoMemorySegment(y, out + k * step, Lanes.ORDER, live);
    }
  }

  /** {@code y = x / a} for columns, the dividends one after the other. */
  static void divideColumns(
      MemorySegment x,
      long in,
      long a,
      int size,
      MemorySegment y,
      long out,
      long step,
      int columns) {
    VectorMask<Float> live = Lanes.FLOATS.indexInRange(0, columns);
    FloatVector divisor = FloatVector.fromMemorySegment(Lanes.FLOATS, x, a, Lanes.ORDER);
    for (int k = 0; k < size; k++) {
      FloatVector.fromMemorySegment(Lanes.FLOATS, x, in + (long) k * Lanes.BYTES, Lanes.ORDER)
          .div(divisor)
          .intoMemorySegment(y, out + k * step, Lanes.ORDER, live);
    }
  }
}
