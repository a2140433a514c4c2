package dev.fovea.nn.train;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Small images with a bar, standing or lying, in noise: two classes that a network can learn. */
final class Synthetic implements Batches {
  static final int SIDE = 6;
  private final float[] images;
  private final int[] classes;

  private Synthetic(float[] images, int[] classes) {
    this.images = images;
    this.classes = classes;
  }

  static Synthetic bars(int size, Seed seed) {
    RandomGenerator random = seed.generator();
    float[] images = new float[size * SIDE * SIDE];
    int[] classes = new int[size];
    for (int n = 0; n < size; n++) {
      classes[n] = random.nextInt(2);
      int at = random.nextInt(SIDE);
      for (int i = 0; i < SIDE * SIDE; i++) {
        int place = classes[n] == 0 ? i / SIDE : i % SIDE;
        double bar = place == at ? 1 : 0;
        images[n * SIDE * SIDE + i] = (float) (bar + 0.3 * random.nextGaussian());
      }
    }
    return new Synthetic(images, classes);
  }

  /** The same images, one of them with a pixel that is not a number. */
  Synthetic withNanIn(int image) {
    float[] broken = images.clone();
    broken[image * SIDE * SIDE] = Float.NaN;
    return new Synthetic(broken, classes);
  }

  /** The same images, one of them with another class. */
  Synthetic withClass(int image, int number) {
    int[] other = classes.clone();
    other[image] = number;
    return new Synthetic(images, other);
  }

  @Override
  public int size() {
    return classes.length;
  }

  @Override
  public Iterable<Batch> inOrder(int batchSize) {
    int[] order = new int[classes.length];
    Arrays.setAll(order, i -> i);
    return batches(order, batchSize);
  }

  @Override
  public Iterable<Batch> shuffled(int batchSize, Seed seed) {
    int[] order = new int[classes.length];
    Arrays.setAll(order, i -> i);
    RandomGenerator random = seed.generator();
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return batches(order, batchSize);
  }

  private List<Batch> batches(int[] order, int batchSize) {
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from < order.length; from += batchSize) {
      int size = Math.min(batchSize, order.length - from);
      float[] x = new float[size * SIDE * SIDE];
      int[] y = new int[size];
      for (int i = 0; i < size; i++) {
        int source = order[from + i];
        System.arraycopy(images, source * SIDE * SIDE, x, i * SIDE * SIDE, SIDE * SIDE);
        y[i] = classes[source];
      }
      batches.add(new Batch(Tensor.wrap(x, size, 1, SIDE, SIDE), Tensor.of(y, size)));
    }
    return batches;
  }
}
