package dev.fovea.formats.onnx.operator;

import dev.fovea.core.Tensor;
import dev.fovea.core.op.MatMul;
import dev.fovea.core.shape.Shape;
import java.util.Map;
import java.util.Optional;

/** Products of matrices. */
final class ProductOperators {
  static final Map<String, Operator> ALL =
      Map.ofEntries(
          Map.entry("MatMul", Operator.of(call -> product(call, call.x(), call.input(1)))),
          Map.entry("Gemm", Operator.of(ProductOperators::gemm)));

  private ProductOperators() {}

  /** {@code α·A·B + β·C}, A and B perhaps transposed. */
  private static Tensor gemm(Call call) {
    MatMul product = new MatMul(call.flag("transA", false), call.flag("transB", false));
    Tensor y = scaled(Tensor.apply(product, matrix(call, 0), matrix(call, 1)), call, "alpha");
    Optional<Tensor> added = call.optional(2);
    boolean isAdded = added.isPresent() && call.real("beta", 1) != 0;
    return isAdded ? y.plus(scaled(added.orElseThrow(), call, "beta")) : y;
  }

  private static Tensor matrix(Call call, int position) {
    Tensor factor = call.input(position);
    if (factor.shape().rank() != 2) {
      throw call.error("expects matrices")
          .fact("expected", "two axes at position " + position)
          .fact("but was", factor.shape());
    }
    return factor;
  }

  private static Tensor scaled(Tensor x, Call call, String option) {
    double factor = call.real(option, 1);
    return factor == 1 ? x : x.times(factor);
  }

  /** As NumPy's {@code matmul}: vectors become matrices, axes before the last two broadcast. */
  private static Tensor product(Call call, Tensor left, Tensor right) {
    if (left.shape().rank() == 0 || right.shape().rank() == 0) {
      throw call.error("expects no single numbers")
          .fact("left", left.shape())
          .fact("right", right.shape());
    }
    if (left.shape().rank() == 1) {
      Tensor y = product(call, left.reshape(left.shape().insert(0, 1)), right);
      return y.reshape(y.shape().without(right.shape().rank() == 1 ? 0 : -2));
    }
    if (right.shape().rank() == 1) {
      Tensor y = product(call, left, right.reshape(right.shape().insert(1, 1)));
      return y.reshape(y.shape().without(-1));
    }
    Shape a = left.shape();
    Shape b = right.shape();
    if (b.rank() == 2) {
      Tensor rows = left.reshape(a.size(0, a.rank() - 1), a.dim(-1));
      return rows.matmul(right).reshape(a.with(-1, b.dim(1)));
    }
    Shape batch = batch(call, a, b);
    Tensor y = matrices(left, batch).matmul(matrices(right, batch));
    return y.reshape(batch.insert(batch.rank(), a.dim(-2)).insert(batch.rank() + 1, b.dim(-1)));
  }

  private static Tensor matrices(Tensor x, Shape batch) {
    int rows = x.shape().dim(-2);
    int columns = x.shape().dim(-1);
    Shape full = batch.insert(batch.rank(), rows).insert(batch.rank() + 1, columns);
    return x.broadcastTo(full).reshape(batch.size(), rows, columns);
  }

  private static Shape batch(Call call, Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank()) - 2;
    int[] dims = new int[rank];
    for (int back = 1; back <= rank; back++) {
      int left = back <= a.rank() - 2 ? a.dim(-2 - back) : 1;
      int right = back <= b.rank() - 2 ? b.dim(-2 - back) : 1;
      if (left != right && left != 1 && right != 1) {
        throw call.error("batches do not broadcast").fact("left", a).fact("right", b);
      }
      dims[rank - back] = left == 1 ? right : left;
    }
    return Shape.of(dims);
  }
}
