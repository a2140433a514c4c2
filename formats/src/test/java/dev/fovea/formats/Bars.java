package dev.fovea.formats;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.nn.train.Batch;
import dev.fovea.nn.train.Batches;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Small images with a bar, standing or lying, in noise. */
final class Bars implements Batches {
  static final int SIDE = 6;
  private static final int PIXELS = SIDE * SIDE;
  private final List<float[]> images = new ArrayList<>();
  private final List<Integer> classes = new ArrayList<>();

  Bars(int size, Seed seed) {
    RandomGenerator random = seed.generator();
    for (int n = 0; n < size; n++) {
      int kind = random.nextInt(2);
      int at = random.nextInt(SIDE);
      float[] image = new float[PIXELS];
      for (int i = 0; i < PIXELS; i++) {
        int place = kind == 0 ? i / SIDE : i % SIDE;
        image[i] = (float) ((place == at ? 1 : 0) + 0.3 * random.nextGaussian());
      }
      images.add(image);
      classes.add(kind);
    }
  }

  @Override
  public int size() {
    return classes.size();
  }

  @Override
  public Iterable<Batch> inOrder(int batchSize) {
    return batches(IntStream.range(0, size()).boxed().toList(), batchSize);
  }

  @Override
  public Iterable<Batch> shuffled(int batchSize, Seed seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, size()).boxed().toList());
    Collections.shuffle(order, new Random(seed.value()));
    return batches(order, batchSize);
  }

  private List<Batch> batches(List<Integer> order, int batchSize) {
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from < order.size(); from += batchSize) {
      List<Integer> part = order.subList(from, Math.min(from + batchSize, order.size()));
      float[] x = new float[part.size() * PIXELS];
      int[] y = new int[part.size()];
      for (int i = 0; i < part.size(); i++) {
        System.arraycopy(images.get(part.get(i)), 0, x, i * PIXELS, PIXELS);
        y[i] = classes.get(part.get(i));
      }
      batches.add(new Batch(Tensor.wrap(x, part.size(), 1, SIDE, SIDE), Tensor.of(y, part.size())));
    }
    return batches;
  }
}
