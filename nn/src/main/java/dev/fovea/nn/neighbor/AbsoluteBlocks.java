package dev.fovea.nn.neighbor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sums of absolute differences. A block stands feature by feature, so that the innermost loop runs
 * along the examples and the JVM compiles it to vectors; four features at once, so that the sums
 * are loaded and stored a fourth as often. A block and its sums stay in the caches.
 */
final class AbsoluteBlocks implements DistanceBlocks {
  private static final int SIZE = 256;
  private static final int AT_ONCE = 4;

  private final List<float[]> blocks = new ArrayList<>();
  private final Matrix examples;

  AbsoluteBlocks(Matrix examples) {
    this.examples = examples;
    for (int from = 0; from < examples.rows(); from += SIZE) {
      int size = Math.min(SIZE, examples.rows() - from);
      float[] byFeature = new float[examples.columns() * size];
      for (int i = 0; i < byFeature.length; i++) {
        byFeature[i] = examples.values()[(from + i % size) * examples.columns() + i / size];
      }
      blocks.add(byFeature);
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
    return Math.min(SIZE, examples.rows() - first(block));
  }

  @Override
  public float[] compare(Matrix queries, int block) {
    int size = size(block);
    float[] sums = new float[queries.rows() * size];
    IntStream.range(0, queries.rows())
        .parallel()
        .forEach(row -> {
          float[] sum = new float[size];
          add(queries, row, blocks.get(block), sum);
          System.arraycopy(sum, 0, sums, row * size, size);
        });
    return sums;
  }

  private static void add(Matrix queries, int row, float[] block, float[] sum) {
    int columns = queries.columns();
    int from = row * columns;
    int whole = columns - columns % AT_ONCE;
    for (int i = 0; i < whole; i += AT_ONCE) {
      addFour(queries.values(), from + i, block, i * sum.length, sum);
    }
    for (int i = whole; i < columns; i++) {
      float q = queries.values()[from + i];
      int at = i * sum.length;
      for (int j = 0; j < sum.length; j++) {
        sum[j] += Math.abs(q - block[at + j]);
      }
    }
  }

  private static void addFour(float[] queries, int query, float[] block, int at, float[] sum) {
    float q0 = queries[query];
    float q1 = queries[query + 1];
    float q2 = queries[query + 2];
    float q3 = queries[query + 3];
    int at1 = at + sum.length;
    int at2 = at1 + sum.length;
    int at3 = at2 + sum.length;
    for (int j = 0; j < sum.length; j++) {
      sum[j] +=
          Math.abs(q0 - block[at + j])
              + Math.abs(q1 - block[at1 + j])
              + Math.abs(q2 - block[at2 + j])
              + Math.abs(q3 - block[at3 + j]);
    }
  }
}
