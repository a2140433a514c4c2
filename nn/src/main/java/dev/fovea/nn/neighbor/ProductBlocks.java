package dev.fovea.nn.neighbor;

import dev.fovea.core.CompiledFunction;
import dev.fovea.core.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Squared Euclidean distances over the matrix product, without what all examples of a query share:
 * {@code |q − t|² − |q|² = |t|² − 2·q·t}.
 */
final class ProductBlocks implements DistanceBlocks {
  private static final int SIZE = 4096;

  private final List<Tensor> blocks = new ArrayList<>();
  private final List<Tensor> norms = new ArrayList<>();
  private final CompiledFunction distances =
      CompiledFunction.of(in -> {
        Tensor queries = in.get(0);
        Tensor examples = in.get(1);
        Tensor squares = in.get(2);
        return CompiledFunction.Recorded.of(squares.minus(queries.linear(examples).times(2)));
      });
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
    return distances
        .call(List.of(queries.tensor(), blocks.get(block), norms.get(block)))
        .getFirst()
        .toFloatArray();
  }
}
