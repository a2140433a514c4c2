package dev.fovea.core.vector.conv.direct;

import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.simd.MoveKernels;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * A stretch of rows and columns of some channels with zeros around, split by stride: element (row,
 * column) of the padded image lies in plane {@code (row % strideRows, column % strideColumns)} at
 * {@code (row / strideRows, column / strideColumns)}. Whatever the stride of a window, its next
 * position then meets the next element of the same planes, and a row of positions is one line.
 *
 * <p>Laid out as {@code [channel][plane][rows][pitch]}, with room for one more tile after.
 *
 * @param channels how many channels
 * @param height rows of a channel in memory
 * @param width columns of a channel in memory
 * @param top rows of zeros above
 * @param left columns of zeros before
 * @param strideRows planes from one row to the next of the same plane
 * @param strideColumns the same for columns
 * @param rows rows of a plane
 * @param pitch columns of a plane
 */
public record PaddedPlanes(
    int channels,
    int height,
    int width,
    int top,
    int left,
    int strideRows,
    int strideColumns,
    int rows,
    int pitch) {

  /** Floats of a plane. */
  int planeSize() {
    return rows * pitch;
  }

  /** Floats from one channel to the next. */
  int channelSize() {
    return strideRows * strideColumns * planeSize();
  }

  /** Bytes of all planes, with room for a tile that reaches beyond the last. */
  long bytes() {
    return Memory.aligned(
        (long) channels * channelSize() * Float.BYTES
            + (long) DirectBlocks.TILE_VECTORS * Lanes.BYTES);
  }

  /** The float at which padded element (row, column) of channel 0 lies. */
  int index(int row, int column) {
    int plane = row % strideRows * strideColumns + column % strideColumns;
    return plane * planeSize() + row / strideRows * pitch + column / strideColumns;
  }

  /**
   * Copies the planes of one image.
   *
   * @param in the byte at which the first channel starts
   * @param firstRow the row of each plane to begin with
   * @param firstColumn the column of each plane to begin with
   * @param out the byte to write to
   */
  void copy(
      MemorySegment from, long in, int firstRow, int firstColumn, MemorySegment to, long out) {
    MoveKernels.fill(0, to, out, Math.toIntExact(bytes() / Float.BYTES));
    for (int c = 0; c < channels; c++) {
      for (int plane = 0; plane < strideRows * strideColumns; plane++) {
        long image = in + (long) c * height * width * Float.BYTES;
        long start = out + ((long) c * channelSize() + (long) plane * planeSize()) * Float.BYTES;
        int column = firstColumn * strideColumns + plane % strideColumns - left;
        for (int row = 0; row < rows; row++) {
          int source = (firstRow + row) * strideRows + plane / strideColumns - top;
          if (source >= 0 && source < height) {
            long line = image + (long) source * width * Float.BYTES;
            copyRow(from, line, column, to, start + (long) row * pitch * Float.BYTES);
          }
        }
      }
    }
  }

  /** Every strideColumns-th number of a row, from a column that may lie before it. */
  private void copyRow(MemorySegment from, long line, int column, MemorySegment to, long start) {
    int first = Math.max(0, Math.ceilDiv(-column, strideColumns));
    int end = Math.min(pitch, Math.ceilDiv(width - column, strideColumns));
    if (end <= first) {
      return;
    }
    long in = line + ((long) column + (long) first * strideColumns) * Float.BYTES;
    long out = start + (long) first * Float.BYTES;
    if (strideColumns == 1) {
      copyFloats(from, in, to, out, end - first);
    } else {
      for (int i = 0; i < end - first; i++) {
        float value = from.get(Lanes.FLOAT, in + (long) i * strideColumns * Float.BYTES);
        to.set(Lanes.FLOAT, out + (long) i * Float.BYTES, value);
      }
    }
  }

  /** A short run of numbers, by whole vectors and then one by one. */
  public static void copyFloats(
      MemorySegment from, long in, MemorySegment to, long out, int count) {
    int i = 0;
    for (; i + Lanes.COUNT <= count; i += Lanes.COUNT) {
      long at = (long) i * Float.BYTES;
      FloatVector.fromMemorySegment(Lanes.FLOATS, from, in + at, Lanes.ORDER)
          .intoMemorySegment(to, out + at, Lanes.ORDER);
    }
    for (; i < count; i++) {
      long at = (long) i * Float.BYTES;
      to.set(Lanes.FLOAT, out + at, from.get(Lanes.FLOAT, in + at));
    }
  }
}
