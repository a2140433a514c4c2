package dev.fovea.core.scalar;

import dev.fovea.core.OneHot;
import dev.fovea.core.ScatterAddRows;
import dev.fovea.core.Shape;
import java.util.Arrays;
import java.util.List;

/** Operations that find rows by number; a number out of range is an error that says where. */
final class RowKernels {
  private RowKernels() {}

  static double[] oneHot(OneHot op, Shape indexShape, double[] indices) {
    double[] y = new double[indices.length * op.classes()];
    for (int i = 0; i < indices.length; i++) {
      y[i * op.classes() + row("one_hot", indexShape, indices, i, op.classes())] = 1;
    }
    return y;
  }

  static double[] gather(Shape shape, List<Shape> inputShapes, List<double[]> inputs) {
    double[] table = inputs.get(0);
    double[] indices = inputs.get(1);
    int count = inputShapes.get(0).dim(0);
    int width = inputShapes.get(0).stride(0);
    double[] y = new double[shape.size()];
    for (int i = 0; i < indices.length; i++) {
      int row = row("embedding", inputShapes.get(1), indices, i, count);
      System.arraycopy(table, row * width, y, i * width, width);
    }
    return y;
  }

  static double[] scatterAdd(
      ScatterAddRows op, Shape shape, List<Shape> inputShapes, List<double[]> inputs) {
    double[] rows = inputs.get(0);
    double[] indices = inputs.get(1);
    int width = shape.stride(0);
    double[] y = new double[shape.size()];
    for (int i = 0; i < indices.length; i++) {
      int row = row(op.name(), inputShapes.get(1), indices, i, op.count());
      for (int j = 0; j < width; j++) {
        y[row * width + j] += rows[i * width + j];
      }
    }
    return y;
  }

  private static int row(String op, Shape indexShape, double[] indices, int position, int count) {
    double index = indices[position];
    if (!(index >= 0 && index < count)) {
      throw new IllegalArgumentException(
          op
              + ": number out of range at "
              + Arrays.toString(place(indexShape, position))
              + " of "
              + indexShape
              + ": expected 0 to "
              + (count - 1)
              + " but was "
              + (long) index);
    }
    return (int) index;
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
