package dev.fovea.core.vector.conv.winograd;

import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.simd.MoveKernels;
import dev.fovea.core.vector.simd.Transposition;
import java.lang.foreign.MemorySegment;

/**
 * Parts of rows of images {@code [examples, channels, height, width]}, brought into the lanes: a
 * vector holds one pixel of as many channels as it has lanes. Zero outside the image.
 *
 * @param channels channels of an image
 * @param height rows of an image
 * @param width columns of an image
 * @param source the images
 */
record ImageStrips(int channels, int height, int width, Location source) {

  /** Vectors that a strip of this many columns needs room for: more than it has may be written. */
  static int room(int columns) {
    return columns + Lanes.COUNT;
  }

  /**
   * Reads a strip.
   *
   * @param example the number of the image
   * @param channel the first channel
   * @param row a row, which may lie outside the image
   * @param column the first column, which may lie outside the image
   * @param columns how many
   * @param out {@link #room} vectors, one a column
   * @param temporary for a {@link Transposition}
   */
  void load(
      Memory memory,
      int example,
      int channel,
      int row,
      int column,
      int columns,
      MemorySegment to,
      long out,
      long temporary) {
    int first = Math.min(columns, Math.max(0, -column));
    int end = Math.max(first, Math.min(columns, width - column));
    if (row < 0 || row >= height || first == end) {
      MoveKernels.clear(to, out, columns);
      return;
    }
    MoveKernels.clear(to, out, first);
    long start = out + (long) first * Lanes.BYTES;
    Transposition.toLanes(
        memory.of(source),
        at(example, channel, row, column + first),
        (long) height * width * Float.BYTES,
        Math.min(Lanes.COUNT, channels - channel),
        end - first,
        to,
        start,
        temporary);
    MoveKernels.clear(to, out + (long) end * Lanes.BYTES, columns - end);
  }

  /** Writes those columns of a strip that the image has; its row must exist. */
  void store(
      Memory memory,
      int example,
      int channel,
      int row,
      int column,
      int columns,
      MemorySegment from,
      long at,
      long temporary) {
    Transposition.fromLanes(
        from,
        at,
        memory.of(source),
        at(example, channel, row, column),
        (long) height * width * Float.BYTES,
        Math.min(Lanes.COUNT, channels - channel),
        Math.min(columns, width - column),
        temporary);
  }

  private long at(int example, int channel, int row, int column) {
    long plane = (long) example * channels + channel;
    return source.offset() + ((plane * height + row) * width + column) * Float.BYTES;
  }
}
