package dev.fovea.nn.train;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Storage;
import dev.fovea.nn.Layer;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;

/**
 * Outputs of a layer that were computed once, with the targets of their examples.
 *
 * @param inputs {@code [N, …]}
 * @param targets {@code [N, …]}
 */
record FeatureBatches(Tensor inputs, Tensor targets) implements Batches {
  private static final int AT_ONCE = 256;

  static FeatureBatches of(Layer body, Batches set) {
    if (set.size() == 0) {
      throw new IllegalArgumentException("features: the set is empty");
    }
    Storage features = null;
    Storage answers = null;
    Shape feature = Shape.scalar();
    Shape answer = Shape.scalar();
    int at = 0;
    try (BatchIterator walk = new BatchIterator(set.inOrder(AT_ONCE))) {
      while (walk.hasNext()) {
        Batch batch = walk.next();
        Tensor y = body.predict(batch.inputs());
        if (features == null || answers == null) {
          feature = y.shape().without(0);
          answer = batch.targets().shape().without(0);
          features = Storage.zeros(y.dtype(), Math.multiplyExact(feature.size(), set.size()));
          answers =
              Storage.zeros(batch.targets().dtype(), Math.multiplyExact(answer.size(), set.size()));
        }
        put(y, features, at * feature.size());
        put(batch.targets(), answers, at * answer.size());
        at += batch.size();
      }
    }
    if (features == null || answers == null) {
      throw new IllegalArgumentException("features: the set has no batches");
    }
    return new FeatureBatches(
        Tensor.of(feature.insert(0, at), features), Tensor.of(answer.insert(0, at), answers));
  }

  private static void put(Tensor part, Storage all, int element) {
    MemorySegment source = part.storage().segment();
    long from = (long) element * part.dtype().bytes();
    MemorySegment.copy(source, 0, all.segment(), from, source.byteSize());
  }

  @Override
  public int size() {
    return inputs.shape().dim(0);
  }

  @Override
  public Iterable<Batch> inOrder(int batchSize) {
    int[] order = new int[size()];
    Arrays.setAll(order, i -> i);
    return () -> new Rows(order, batchSize, 0);
  }

  @Override
  public Iterable<Batch> shuffled(int batchSize, Seed seed) {
    return shuffled(batchSize, seed, 0);
  }

  @Override
  public Iterable<Batch> shuffled(int batchSize, Seed seed, int from) {
    int[] order = new int[size()];
    Arrays.setAll(order, i -> i);
    RandomGenerator random = seed.generator();
    for (int last = order.length - 1; last > 0; last--) {
      int chosen = random.nextInt(last + 1);
      int moved = order[last];
      order[last] = order[chosen];
      order[chosen] = moved;
    }
    return () -> new Rows(order, batchSize, from);
  }

  /** One walk. */
  private final class Rows implements Iterator<Batch> {
    private final int[] order;
    private final int batchSize;
    private int next;

    Rows(int[] order, int batchSize, int batch) {
      this.order = order;
      this.batchSize = batchSize;
      this.next = Math.min(order.length, Math.multiplyExact(batch, batchSize));
    }

    @Override
    public boolean hasNext() {
      return next < order.length;
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException("features: there are no more batches");
      }
      int[] rows =
          Arrays.copyOfRange(order, next, (int) Math.min((long) next + batchSize, order.length));
      next += rows.length;
      return new Batch(gathered(inputs, rows), gathered(targets, rows));
    }
  }

  private static Tensor gathered(Tensor from, int[] rows) {
    Shape shape = from.shape().with(0, rows.length);
    Storage all = Storage.zeros(from.dtype(), shape.size());
    long row = (long) shape.size() / rows.length * from.dtype().bytes();
    for (int i = 0; i < rows.length; i++) {
      MemorySegment.copy(from.storage().segment(), rows[i] * row, all.segment(), i * row, row);
    }
    return Tensor.of(shape, all);
  }
}
