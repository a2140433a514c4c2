package dev.fovea.core.op;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.List;

/**
 * Matrix product of the last two axes: {@code [.., M, K] · [.., K, N] = [.., M, N]}. Each factor
 * may be read transposed. Rank 2, or rank 3 with equal batch axes.
 *
 * @param transposeA whether the left factor is stored as {@code [.., K, M]}
 * @param transposeB whether the right factor is stored as {@code [.., N, K]}
 */
public record MatMul(boolean transposeA, boolean transposeB) implements Op {
  @Override
  public String name() {
    return "matmul";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape a = inputs.get(0);
    Shape b = inputs.get(1);
    if (a.rank() != b.rank() || a.rank() < 2 || a.rank() > 3 || batch(a) != batch(b)) {
      throw ShapeError.of("matmul: expects two matrices, or two equal batches of matrices")
          .fact("left", a)
          .fact("right", b);
    }
    int inner = a.dim(transposeA ? -2 : -1);
    int other = b.dim(transposeB ? -1 : -2);
    if (inner != other) {
      throw ShapeError.of("matmul: inner sizes differ")
          .fact("left", a + (transposeA ? " transposed" : ""))
          .fact("right", b + (transposeB ? " transposed" : ""))
          .fact("expected", inner + " rows on the right")
          .fact("but was", other);
    }
    Shape rows = a.with(-2, a.dim(transposeA ? -1 : -2));
    return rows.with(-1, b.dim(transposeB ? -2 : -1));
  }

  private static int batch(Shape shape) {
    return shape.rank() == 3 ? shape.dim(0) : 1;
  }

  @Override
  public DType outputType(List<DType> inputs) {
    if (inputs.get(0) != inputs.get(1) || !inputs.get(0).isFloating()) {
      throw ShapeError.of("matmul: expects two tensors of one floating type")
          .fact("left", inputs.get(0))
          .fact("right", inputs.get(1));
    }
    return inputs.getFirst();
  }
}
