package dev.fovea.core.vector.conv.columns;

import dev.fovea.core.shape.Window;

/**
 * One axis of images that are split by the stride of a window and padded: planes of elements that
 * lie a stride apart. A tap of the window then meets neighbors in one plane as its position moves,
 * from {@link #shift} on. Only planes that some tap meets exist.
 *
 * @param taps taps of the window
 * @param stride elements from one position to the next
 * @param dilation elements from one tap to the next
 * @param before elements of padding before the first
 * @param input elements in memory
 * @param positions positions of the window
 */
record ColumnAxis(int taps, int stride, int dilation, int before, int input, int positions) {
  /** An axis that images have only as rows of signals. */
  static final ColumnAxis NONE = new ColumnAxis(1, 1, 1, 0, 1, 1);

  static ColumnAxis of(Window window, int axis, int input, int positions) {
    return new ColumnAxis(
        window.kernel().get(axis),
        window.stride().get(axis),
        window.dilation().get(axis),
        window.before(axis),
        input,
        positions);
  }

  /** Taps after which their planes repeat. */
  private int period() {
    int a = stride;
    int b = dilation % stride;
    while (b != 0) {
      int rest = a % b;
      a = b;
      b = rest;
    }
    return stride / a;
  }

  int planes() {
    return Math.min(taps, period());
  }

  /** The plane of a tap. */
  int plane(int tap) {
    return tap % period();
  }

  /** The element of its plane that a tap meets at the first position. */
  int shift(int tap) {
    return (int) ((long) tap * dilation / stride);
  }

  /** Elements of a plane. */
  int length() {
    return positions + shift(taps - 1);
  }

  /** The element in memory with which a plane begins; below 0 in the padding. */
  private int origin(int plane) {
    return (int) ((long) plane * dilation % stride) - before;
  }

  /** The element in memory that is number i of a plane; it may not exist. */
  int source(int plane, int i) {
    return origin(plane) + i * stride;
  }

  /** The first element of a plane that is in memory, or its length. */
  int first(int plane) {
    return Math.clamp(Math.ceilDiv(-origin(plane), stride), 0, length());
  }

  /** The element of a plane after the last one in memory, or {@link #first}. */
  int end(int plane) {
    return Math.clamp(Math.ceilDiv(input - origin(plane), stride), first(plane), length());
  }

  /** The plane in which an element in memory lies, or −1. */
  int planeOf(int element) {
    for (int plane = 0; plane < planes(); plane++) {
      if ((element - origin(plane)) % stride == 0 && place(element) < length()) {
        return plane;
      }
    }
    return -1;
  }

  /** The place within its plane of an element in memory. */
  int place(int element) {
    return (element + before) / stride;
  }

  /** Whether the only plane is what lies in memory. */
  boolean isWhole() {
    return stride == 1 && before == 0 && length() == input;
  }
}
