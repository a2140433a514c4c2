package dev.fovea.nn.neighbor;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;
import java.util.Arrays;

/** Examples as rows of numbers. */
record Matrix(float[] values, int rows, int columns) {

  /** The rows of {@code [N, …]}; every number must be finite, or no distance could be told. */
  static Matrix of(Tensor examples) {
    if (examples.shape().rank() < 2 || examples.shape().size() == 0) {
      throw ShapeError.of("nearest neighbors: these are no examples")
          .fact("input", examples.shape())
          .fact("expected", "[N, …], at least one example of at least one number");
    }
    float[] values = examples.toFloatArray();
    int rows = examples.shape().dim(0);
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "nearest neighbors: a number is not finite"
                + ("\n  example:  " + i / (values.length / rows))
                + ("\n  expected: a finite number")
                + ("\n  found:    " + values[i]));
      }
    }
    return new Matrix(values, rows, values.length / rows);
  }

  Matrix slice(int from, int to) {
    return new Matrix(Arrays.copyOfRange(values, from * columns, to * columns), to - from, columns);
  }

  Tensor tensor() {
    return Tensor.wrap(values, rows, columns);
  }
}
