package dev.fovea.core;

import static dev.fovea.core.Input.normal;

import dev.fovea.core.op.MatMul;
import java.util.stream.Stream;

/** Matrix products in every orientation, alone and in batches. */
final class ProductCases {
  private ProductCases() {}

  private record Sizes(int rows, int inner, int columns) {}

  static Stream<OpCase> all() {
    return Stream.concat(plain(), layers());
  }

  private static Stream<OpCase> plain() {
    return Stream.of(
            new Sizes(1, 1, 1),
            new Sizes(1, 7, 1),
            new Sizes(3, 1, 5),
            new Sizes(5, 13, 7),
            new Sizes(16, 16, 16),
            new Sizes(17, 33, 10),
            new Sizes(1, 33, 17),
            new Sizes(33, 3, 1))
        .flatMap(sizes -> Stream.of(0, 1, 3).flatMap(batch -> oriented(sizes, batch)));
  }

  /** All four orientations; batch 0 stands for rank 2. */
  private static Stream<OpCase> oriented(Sizes s, int batch) {
    return Stream.of(false, true)
        .flatMap(left ->
            Stream.of(false, true)
                .map(right ->
                    OpCase.of(
                            "matmul %s, batch %d, transposed %s %s"
                                .formatted(s, batch, left, right),
                            left ? matrix(batch, s.inner, s.rows) : matrix(batch, s.rows, s.inner),
                            right
                                ? matrix(batch, s.columns, s.inner)
                                : matrix(batch, s.inner, s.columns),
                            (x, y) -> Tensor.apply(new MatMul(left, right), x, y))
                        .linearIn(0, 1)));
  }

  private static Input matrix(int batch, int rows, int columns) {
    return batch == 0 ? normal(rows, columns) : normal(batch, rows, columns);
  }

  private static Stream<OpCase> layers() {
    return Stream.of(1, 5, 16, 17, 33)
        .flatMap(batch ->
            Stream.of(
                OpCase.of(
                    "linear, batch " + batch,
                    normal(batch, 13),
                    normal(10, 13),
                    normal(10),
                    (x, weight, bias) -> x.linear(weight).plus(bias)),
                OpCase.of(
                    "linear and softplus, batch " + batch,
                    normal(batch, 7),
                    normal(3, 7),
                    normal(3),
                    (x, weight, bias) -> x.linear(weight).plus(bias).softplus()),
                OpCase.of(
                    "a matrix with its own transpose, batch " + batch,
                    normal(batch, 7),
                    x -> x.matmul(x.transpose(0, 1)).tanh()),
                OpCase.of(
                    "examples mixed by a matrix of the batch's size " + batch,
                    normal(batch, 7),
                    normal(batch, batch),
                    (x, mix) -> mix.matmul(x))));
  }
}
