package dev.fovea.core.vector.conv.columns;

import dev.fovea.core.vector.conv.ConvolutionSizes;

/**
 * Images split into padded planes by the stride of a window, {@code [example][channel][plane][rows]
 * [pitch]}: what a tap meets along a row of positions is one stretch of memory.
 *
 * @param examples how many images
 * @param channels channels of an image
 * @param rows the axis of rows
 * @param columns the axis of columns
 */
record ColumnPlanes(int examples, int channels, ColumnAxis rows, ColumnAxis columns) {
  static ColumnPlanes of(ConvolutionSizes sizes) {
    int last = sizes.window().rank() - 1;
    return new ColumnPlanes(
        sizes.examples(),
        sizes.channelsIn(),
        last == 0
            ? ColumnAxis.NONE
            : ColumnAxis.of(sizes.window(), 0, sizes.heightIn(), sizes.heightOut()),
        ColumnAxis.of(sizes.window(), last, sizes.widthIn(), sizes.widthOut()));
  }

  /** Whether the images are their own planes. */
  boolean areImages() {
    return rows.isWhole() && columns.isWhole();
  }

  /** Floats from one row of a plane to the next. */
  int pitch() {
    return columns.length();
  }

  /** Floats of a plane. */
  long plane() {
    return (long) rows.length() * pitch();
  }

  /** Floats from one channel to the next. */
  long channel() {
    return rows.planes() * columns.planes() * plane();
  }

  /** Floats from one image to the next. */
  long example() {
    return channels * channel();
  }

  /** Floats of all images. */
  long floats() {
    return examples * example();
  }

  /** The same without overflow, whatever the window. */
  double size() {
    double each = (double) rows.planes() * columns.planes() * rows.length() * pitch();
    return each * examples * channels;
  }

  int taps() {
    return rows.taps() * columns.taps();
  }

  /** The float of a channel that a tap meets at the first position. */
  long tap(int tap) {
    int down = tap / columns.taps();
    int across = tap % columns.taps();
    long plane = (long) rows.plane(down) * columns.planes() + columns.plane(across);
    return plane * plane() + (long) rows.shift(down) * pitch() + columns.shift(across);
  }
}
