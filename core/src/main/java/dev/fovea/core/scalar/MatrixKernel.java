package dev.fovea.core.scalar;

import dev.fovea.core.op.MatMul;
import dev.fovea.core.shape.Shape;
import java.util.List;

/** Matrix product: {@code y[b, i, j] = Σₖ left[b, i, k]·right[b, k, j]}. */
final class MatrixKernel {
  private MatrixKernel() {}

  static double[] compute(MatMul op, Shape shape, Shape leftShape, List<double[]> inputs) {
    double[] left = inputs.get(0);
    double[] right = inputs.get(1);
    int rows = shape.dim(-2);
    int columns = shape.dim(-1);
    int inner = leftShape.dim(op.transposeA() ? -2 : -1);
    int batch = shape.rank() == 3 ? shape.dim(0) : 1;
    // One step of i, k or j, in elements, in each factor as it is stored.
    int leftI = op.transposeA() ? 1 : inner;
    int leftK = op.transposeA() ? rows : 1;
    int rightK = op.transposeB() ? 1 : columns;
    int rightJ = op.transposeB() ? inner : 1;
    double[] y = new double[shape.size()];
    for (int b = 0; b < batch; b++) {
      int leftStart = b * rows * inner;
      int rightStart = b * inner * columns;
      for (int i = 0; i < rows; i++) {
        int row = (b * rows + i) * columns;
        for (int k = 0; k < inner; k++) {
          double factor = left[leftStart + i * leftI + k * leftK];
          int from = rightStart + k * rightK;
          for (int j = 0; j < columns; j++) {
            y[row + j] += factor * right[from + j * rightJ];
          }
        }
      }
    }
    return y;
  }
}
