package dev.fovea.core.scalar;

import dev.fovea.core.shape.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Visits the indices of a block row by row and knows where each lies in two arrays, whose strides
 * may differ: an element is read at one place and written at the other.
 */
final class StridedIndices {
  private final int[] dims;
  private final int from;
  private final int[] fromStrides;
  private final int to;
  private final int[] toStrides;

  /**
   * A walk over a block.
   *
   * @param dims the sizes of the block
   * @param from the place of the first element in the array that is read
   * @param fromStrides how far one step along each axis moves there
   * @param to the place of the first element in the array that is written
   * @param toStrides how far one step along each axis moves there
   */
  StridedIndices(int[] dims, int from, int[] fromStrides, int to, int[] toStrides) {
    this.dims = dims;
    this.from = from;
    this.fromStrides = fromStrides;
    this.to = to;
    this.toStrides = toStrides;
  }

  /** What is done at each index. */
  @FunctionalInterface
  interface Visitor {
    void visit(int from, int to);
  }

  /** Over a whole tensor; places along the folded axes fall together in what is written. */
  static StridedIndices reducing(Shape shape, List<Integer> folded) {
    int[] toStrides = new int[shape.rank()];
    int stride = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      if (!folded.contains(axis)) {
        toStrides[axis] = stride;
        stride *= shape.dim(axis);
      }
    }
    return new StridedIndices(shape.dims(), 0, strides(shape), 0, toStrides);
  }

  /** How far one step along each axis of a row-major array moves. */
  static int[] strides(Shape shape) {
    int[] strides = new int[shape.rank()];
    Arrays.setAll(strides, shape::stride);
    return strides;
  }

  void forEach(Visitor visitor) {
    along(0, from, to, visitor);
  }

  private void along(int axis, int fromHere, int toHere, Visitor visitor) {
    if (axis == dims.length) {
      visitor.visit(fromHere, toHere);
    } else if (axis == dims.length - 1) {
      for (int i = 0; i < dims[axis]; i++) {
        visitor.visit(fromHere + i * fromStrides[axis], toHere + i * toStrides[axis]);
      }
    } else {
      for (int i = 0; i < dims[axis]; i++) {
        int nextFrom = fromHere + i * fromStrides[axis];
        along(axis + 1, nextFrom, toHere + i * toStrides[axis], visitor);
      }
    }
  }
}
