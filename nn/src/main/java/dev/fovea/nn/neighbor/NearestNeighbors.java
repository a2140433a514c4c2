package dev.fovea.nn.neighbor;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.train.Batch;
import dev.fovea.nn.train.Batches;
import dev.fovea.nn.train.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Takes an example for what the most of its nearest neighbors are. Nothing is learned: all known
 * examples are kept and compared with. Immutable.
 *
 * <pre>{@code
 * NearestNeighbors classifier = NearestNeighbors.of(train).distance(Distance.L1).k(3);
 * Predictions predictions = classifier.predict(test);
 * ConfusionMatrix.of(predictions.outputs(), predictions.targets()).accuracy();
 * }</pre>
 *
 * <p>Candidates are found in single precision, by matrix products (L2) or by sums over blocks (L1);
 * the distances of a few more candidates than are asked for are then computed in double precision,
 * and decide. Of equally distant examples the first is nearer. Memory: the known examples twice,
 * and blocks of a few megabytes.
 */
public final class NearestNeighbors {
  private static final int QUERIES_AT_ONCE = 512;
  private static final int SPARE = 16;

  private final Matrix examples;
  private final int[] labels;
  private final int classes;
  private final Distance distance;
  private final int k;

  private NearestNeighbors(Matrix examples, int[] labels, int classes, Distance distance, int k) {
    this.examples = examples;
    this.labels = labels;
    this.classes = classes;
    this.distance = distance;
    this.k = k;
  }

  /**
   * The one nearest neighbor by Euclidean distance.
   *
   * @param examples {@code [N, …]}, read as vectors of finite numbers
   * @param labels the class of each, {@code [N]}, whole numbers from 0
   */
  public static NearestNeighbors of(Tensor examples, Tensor labels) {
    Matrix matrix = Matrix.of(examples);
    boolean isWhole = labels.dtype() == DType.INT32 || labels.dtype() == DType.INT64;
    if (!isWhole || !labels.shape().equals(Shape.of(matrix.rows()))) {
      throw ShapeError.of("nearest neighbors: each example needs a class")
          .fact("examples", examples.shape())
          .fact("labels", labels.shape() + " " + labels.dtype())
          .fact("expected", Shape.of(matrix.rows()) + " int32 or int64");
    }
    double[] numbers = labels.toDoubleArray();
    int[] known = new int[numbers.length];
    for (int i = 0; i < known.length; i++) {
      if (numbers[i] < 0 || numbers[i] >= 1 << 20) {
        throw new IllegalArgumentException(
            "nearest neighbors: label of example "
                + i
                + ": expected a class number from 0 but was "
                + numbers[i]);
      }
      known[i] = (int) numbers[i];
    }
    int classes = Arrays.stream(known).max().orElse(0) + 1;
    return new NearestNeighbors(matrix, known, classes, Distance.L2, 1);
  }

  /** The same of all examples of a data set. */
  public static NearestNeighbors of(Batches training) {
    List<Tensor> inputs = new ArrayList<>();
    List<Tensor> targets = new ArrayList<>();
    read(training, inputs, targets);
    return of(
        Tensor.concatenate(0, inputs.toArray(Tensor[]::new)),
        Tensor.concatenate(0, targets.toArray(Tensor[]::new)));
  }

  private static void read(Batches set, List<Tensor> inputs, List<Tensor> targets) {
    for (Batch batch : set.inOrder(Math.max(1, set.size()))) {
      inputs.add(batch.inputs());
      targets.add(batch.targets());
    }
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("nearest neighbors: the set is empty");
    }
  }

  /** By another distance. */
  public NearestNeighbors distance(Distance chosen) {
    return new NearestNeighbors(examples, labels, classes, chosen, k);
  }

  /** With a number of neighbors. */
  public NearestNeighbors k(int neighbors) {
    if (neighbors < 1 || neighbors > examples.rows()) {
      throw new IllegalArgumentException(
          "nearest neighbors: expected k from 1 to "
              + examples.rows()
              + ", as many as there are examples, but was "
              + neighbors);
    }
    return new NearestNeighbors(examples, labels, classes, distance, neighbors);
  }

  /**
   * The {@code k} nearest neighbors of each query, the nearest first.
   *
   * @param queries {@code [N, …]}, as many numbers each as the known examples
   */
  public List<List<Neighbor>> find(Tensor queries) {
    Matrix all = Matrix.of(queries);
    if (all.columns() != examples.columns()) {
      throw ShapeError.of("nearest neighbors: the queries are not like the known examples")
          .fact("queries", queries.shape())
          .fact("expected", examples.columns() + " numbers each")
          .fact("but was", all.columns());
    }
    DistanceBlocks blocks = distance.blocks(examples);
    List<List<Neighbor>> found = new ArrayList<>();
    for (int from = 0; from < all.rows(); from += QUERIES_AT_ONCE) {
      found.addAll(find(all.slice(from, Math.min(from + QUERIES_AT_ONCE, all.rows())), blocks));
    }
    return found;
  }

  private List<List<Neighbor>> find(Matrix queries, DistanceBlocks blocks) {
    Nearest[] candidates = new Nearest[queries.rows()];
    Arrays.setAll(candidates, _ -> new Nearest(Math.min(k + SPARE, examples.rows())));
    for (int block = 0; block < blocks.count(); block++) {
      float[] compared = blocks.compare(queries, block);
      int size = blocks.size(block);
      int first = blocks.first(block);
      IntStream.range(0, candidates.length)
          .parallel()
          .forEach(row -> candidates[row].add(compared, row * size, size, first));
    }
    return IntStream.range(0, candidates.length)
        .parallel()
        .mapToObj(row -> exact(queries, row, candidates[row]))
        .toList();
  }

  private List<Neighbor> exact(Matrix queries, int row, Nearest candidates) {
    int columns = examples.columns();
    return Arrays.stream(candidates.places())
        .mapToObj(place ->
            new Neighbor(
                place,
                distance.between(
                    queries.values(), row * columns, examples.values(), place * columns, columns)))
        .sorted(Comparator.comparingDouble(Neighbor::distance).thenComparingInt(Neighbor::example))
        .limit(k)
        .toList();
  }

  /**
   * The share of the neighbors that are of each class; the class of an example is the one with the
   * largest share, of equal shares the first.
   *
   * @param queries {@code [N, …]}
   * @return {@code [N, classes]}, float32
   */
  public Tensor predict(Tensor queries) {
    List<List<Neighbor>> found = find(queries);
    float[] shares = new float[found.size() * classes];
    for (int i = 0; i < found.size(); i++) {
      for (Neighbor neighbor : found.get(i)) {
        shares[i * classes + labels[neighbor.example()]] += 1f / k;
      }
    }
    return Tensor.wrap(shares, found.size(), classes);
  }

  /** The same for a data set, beside its targets. */
  public Predictions predict(Batches set) {
    List<Tensor> inputs = new ArrayList<>();
    List<Tensor> targets = new ArrayList<>();
    read(set, inputs, targets);
    return new Predictions(
        predict(Tensor.concatenate(0, inputs.toArray(Tensor[]::new))),
        Tensor.concatenate(0, targets.toArray(Tensor[]::new)));
  }
}
