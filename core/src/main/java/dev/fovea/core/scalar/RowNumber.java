package dev.fovea.core.scalar;

import dev.fovea.core.shape.Shape;
import java.util.Arrays;

/** Numbers of rows and classes: one out of range is an error that says where. */
public final class RowNumber {
  private RowNumber() {}

  /**
   * One of some numbers, checked.
   *
   * @param op the operation that asks
   * @param shape the shape of the numbers
   * @param numbers the numbers, row by row
   * @param position which of them is asked for
   * @param count how many rows or classes there are
   * @throws IllegalArgumentException if there is no such row or class
   */
  public static int of(String op, Shape shape, double[] numbers, int position, int count) {
    double number = numbers[position];
    if (!(number >= 0 && number < count)) {
      throw new IllegalArgumentException(
          op
              + ": number out of range at "
              + Arrays.toString(place(shape, position))
              + " of "
              + shape
              + ": expected 0 to "
              + (count - 1)
              + " but was "
              + (long) number);
    }
    return (int) number;
  }

  /** The index on each axis of an element counted row by row. */
  private static int[] place(Shape shape, int position) {
    int[] place = new int[shape.rank()];
    int rest = position;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      place[axis] = rest % shape.dim(axis);
      rest /= shape.dim(axis);
    }
    return place;
  }
}
