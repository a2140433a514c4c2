package dev.fovea.core.scalar;

import dev.fovea.core.op.OneHot;
import dev.fovea.core.op.ScatterAddRows;
import dev.fovea.core.shape.Shape;
import java.util.List;

/** Operations that find rows by number; a number out of range is an error that says where. */
final class RowKernels {
  private RowKernels() {}

  static double[] oneHot(OneHot op, Shape indexShape, double[] indices) {
    double[] y = new double[indices.length * op.classes()];
    for (int i = 0; i < indices.length; i++) {
      y[i * op.classes() + RowNumber.of("one_hot", indexShape, indices, i, op.classes())] = 1;
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
      int row = RowNumber.of("embedding", inputShapes.get(1), indices, i, count);
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
      int row = RowNumber.of(op.name(), inputShapes.get(1), indices, i, op.count());
      for (int j = 0; j < width; j++) {
        y[row * width + j] += rows[i * width + j];
      }
    }
    return y;
  }
}
