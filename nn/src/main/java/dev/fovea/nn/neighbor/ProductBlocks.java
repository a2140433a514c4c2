package dev.fovea.nn.neighbor;

import dev.fovea.core.Compiled;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Squared Euclidean distances over the matrix product, without what all examples of a query share:
 * {@code |q − t|² − |q|² = |t|² − 2·q·t}.
 */
final class ProductBlocks implements DistanceBlocks {
  private static final int SIZE = 4096;

  /** What one program is compiled for. */
  private record Sizes(int queries, int examples) {}

  private final List<Tensor> blocks = new ArrayList<>();
  private final List<Tensor> norms = new ArrayList<>();
  private final Map<Sizes, Compiled> programs = new HashMap<>();
  private final int columns;

  ProductBlocks(Matrix examples) {
    this.columns = examples.columns();
    for (int from = 0; from < examples.rows(); from += SIZE) {
      Matrix block = examples.slice(from, Math.min(from + SIZE, examples.rows()));
      blocks.add(block.tensor());
      float[] squares = new float[block.rows()];
      for (int row = 0; row < squares.length; row++) {
        double sum = 0;
        for (int i = row * columns; i < (row + 1) * columns; i++) {
          sum += (double) block.values()[i] * block.values()[i];
        }
        squares[row] = (float) sum;
      }
      norms.add(Tensor.wrap(squares, squares.length));
    }
  }

  @Override
  public int count() {
    return blocks.size();
  }

  @Override
  public int first(int block) {
    return block * SIZE;
  }

  @Override
  public int size(int block) {
    return blocks.get(block).shape().dim(0);
  }

  @Override
  public float[] compare(Matrix queries, int block) {
    Compiled program =
        programs.computeIfAbsent(new Sizes(queries.rows(), size(block)), this::compile);
    return program
        .run(List.of(queries.tensor(), blocks.get(block), norms.get(block)))
        .getFirst()
        .toFloatArray();
  }

  private Compiled compile(Sizes sizes) {
    Tensor queries = Tensor.input(DType.FLOAT32, Shape.of(sizes.queries(), columns));
    Tensor examples = Tensor.input(DType.FLOAT32, Shape.of(sizes.examples(), columns));
    Tensor squares = Tensor.input(DType.FLOAT32, Shape.of(sizes.examples()));
    Tensor result = squares.minus(queries.linear(examples).times(2));
    return Compiled.of(List.of(queries, examples, squares), List.of(result), List.of());
  }
}
