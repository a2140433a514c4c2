package dev.fovea.core.vector.conv.fourier;

import static dev.fovea.core.vector.simd.Lanes.BYTES;
import static dev.fovea.core.vector.simd.Lanes.COUNT;
import static dev.fovea.core.vector.simd.Lanes.FLOATS;
import static dev.fovea.core.vector.simd.Lanes.OFFSET;
import static dev.fovea.core.vector.simd.Lanes.ORDER;

import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.LaneTranspose;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Planes of a tensor (a channel of an image, a filter of one channel), moved into the lanes and
 * back: as many planes as there are lanes side by side, each element a vector. Squares of L
 * elements by L planes are transposed.
 *
 * @param rows where the tensor is
 * @param order the numbers of its planes in the order in which they meet the lanes
 * @param height rows of a plane
 * @param width columns of a plane
 */
@SuppressWarnings("ArrayRecordComponent") // a table that kernels read; no two are compared
record LanePlanes(Location rows, int[] order, int height, int width) {
  /** Planes as they follow one another in memory. */
  static int[] inOrder(int count) {
    return IntStream.range(0, count).toArray();
  }

  /** The planes of an {@code outer × inner} matrix of planes, column by column. */
  static int[] transposed(int outer, int inner) {
    return IntStream.range(0, outer * inner).map(i -> i % outer * inner + i / outer).toArray();
  }

  int planes() {
    return order.length;
  }

  /** Groups of as many planes as there are lanes; the last plane fills up the last group. */
  int bundles() {
    return Math.ceilDiv(order.length, COUNT);
  }

  /** Bytes to turn one square. */
  static long scratchBytes() {
    return LaneTranspose.BYTES;
  }

  private long at(int bundle, int lane, int element) {
    long plane = order[Math.min(bundle * COUNT + lane, order.length - 1)];
    return rows.offset() + (plane * height * width + element) * Float.BYTES;
  }

  /**
   * Reads elements of a bundle into vectors.
   *
   * @param first the first element of each plane
   * @param count how many elements
   * @param to memory of the vectors
   * @param cells bytes from {@code start} to the vector of each element; at least L − 1 more than
   *     there are elements, for vectors that nobody reads
   * @param scratch {@link #scratchBytes} bytes of {@code to}
   */
  void load(
      Memory memory,
      int bundle,
      int first,
      int count,
      MemorySegment to,
      long start,
      int[] cells,
      long scratch) {
    for (int e = 0; e < count; e += COUNT) {
      if (e + COUNT <= count) {
        loadRows(memory, bundle, first + e, to, scratch);
      } else {
        loadRows(memory, bundle, first + e, count - e, to, scratch);
      }
      LaneTranspose.inPlace(to, scratch);
      spread(to, scratch, start, cells, e);
    }
  }

  private void loadRows(Memory memory, int bundle, int element, MemorySegment to, long scratch) {
    MemorySegment from = memory.of(rows);
    MemorySegment x = Lanes.bare(from);
    MemorySegment y = Lanes.bare(to);
    long y0 = Lanes.bare(to, scratch);
    for (int lane = 0; lane < COUNT; lane++) {
      FloatVector.fromMemorySegment(FLOATS, x, Lanes.bare(from, at(bundle, lane, element)), ORDER)
          .intoMemorySegment(y, y0 + lane * BYTES, ORDER);
    }
  }

  private void loadRows(
      Memory memory, int bundle, int element, int elements, MemorySegment to, long scratch) {
    VectorMask<Float> inside = FLOATS.indexInRange(0, elements);
    MemorySegment from = memory.of(rows);
    for (int lane = 0; lane < COUNT; lane++) {
      FloatVector.fromMemorySegment(FLOATS, from, at(bundle, lane, element), ORDER, inside)
          .intoMemorySegment(to, scratch + (long) lane * BYTES, ORDER);
    }
  }

  private static void spread(
      MemorySegment memory, long scratch, long start, int[] cells, int first) {
    MemorySegment x = Lanes.bare(memory);
    long from = Lanes.bare(memory, scratch);
    long to = Lanes.bare(memory, start);
    for (int lane = 0; lane < COUNT; lane++) {
      FloatVector.fromMemorySegment(FLOATS, x, from + lane * BYTES, ORDER)
          .intoMemorySegment(x, to + (cells[first + lane] & OFFSET), ORDER);
    }
  }

  /**
   * Writes elements of a bundle from vectors: the way back of {@link #load}.
   *
   * @param scale what they are multiplied by
   * @param added whether they are added to what is there
   */
  void store(
      Memory memory,
      int bundle,
      int first,
      int count,
      MemorySegment from,
      long start,
      int[] cells,
      float scale,
      boolean added,
      long scratch) {
    for (int e = 0; e < count; e += COUNT) {
      collect(from, start, cells, e, scale, scratch);
      LaneTranspose.inPlace(from, scratch);
      if (e + COUNT <= count && !added) {
        storeRows(memory, bundle, first + e, from, scratch);
      } else {
        storeRows(memory, bundle, first + e, count - e, added, from, scratch);
      }
    }
  }

  private static void collect(
      MemorySegment memory, long start, int[] cells, int first, float scale, long scratch) {
    MemorySegment x = Lanes.bare(memory);
    long from = Lanes.bare(memory, start);
    long to = Lanes.bare(memory, scratch);
    FloatVector factor = FloatVector.broadcast(FLOATS, scale);
    for (int lane = 0; lane < COUNT; lane++) {
      FloatVector.fromMemorySegment(FLOATS, x, from + (cells[first + lane] & OFFSET), ORDER)
          .mul(factor)
          .intoMemorySegment(x, to + lane * BYTES, ORDER);
    }
  }

  private void storeRows(Memory memory, int bundle, int element, MemorySegment from, long scratch) {
    MemorySegment to = memory.of(rows);
    MemorySegment x = Lanes.bare(from);
    MemorySegment y = Lanes.bare(to);
    long x0 = Lanes.bare(from, scratch);
    int lanes = Math.min(COUNT, order.length - bundle * COUNT);
    for (int lane = 0; lane < lanes; lane++) {
      FloatVector.fromMemorySegment(FLOATS, x, x0 + lane * BYTES, ORDER)
          .intoMemorySegment(y, Lanes.bare(to, at(bundle, lane, element)), ORDER);
    }
  }

  private void storeRows(
      Memory memory,
      int bundle,
      int element,
      int elements,
      boolean added,
      MemorySegment from,
      long scratch) {
    VectorMask<Float> inside = FLOATS.indexInRange(0, elements);
    MemorySegment to = memory.of(rows);
    int lanes = Math.min(COUNT, order.length - bundle * COUNT);
    for (int lane = 0; lane < lanes; lane++) {
      long at = at(bundle, lane, element);
      FloatVector values =
          FloatVector.fromMemorySegment(FLOATS, from, scratch + (long) lane * BYTES, ORDER);
      if (added) {
        values = values.add(FloatVector.fromMemorySegment(FLOATS, to, at, ORDER, inside));
      }
      values.intoMemorySegment(to, at, ORDER, inside);
    }
  }
}
