package dev.fovea.bench.rival;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.fovea.bench.network.Workload;
import dev.fovea.bench.network.Workloads;
import dev.fovea.bench.side.Task;
import dev.fovea.data.Dataset;
import dev.fovea.data.idx.MnistFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Trains the MNIST CNN on the real digits as {@code fovea train mnist-cnn} does. */
public final class DjlEpochs {
  private static final int BATCH = 100;
  private static final int EVALUATED_AT_ONCE = 250;
  private static final int VALIDATION = 3000;
  private static final float LEARNING_RATE = 1e-3f;

  private final NDManager memory = NDManager.newBaseManager();
  private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
  private final DjlModel model;
  private final Optimizer optimizer =
      Optimizer.adam().optLearningRateTracker(Tracker.fixed(LEARNING_RATE)).build();

  private DjlEpochs() {
    Workload workload = Workloads.named("mnist-cnn");
    model = DjlModel.fresh(memory, workload.network(), true);
    model.weights().values().forEach(weight -> weight.setRequiresGradient(true));
  }

  /**
   * Prints the accuracy on the test set.
   *
   * @param arguments the folder of the four files, the number of epochs
   */
  public static void main(String... arguments) throws IOException {
    double accuracy = new DjlEpochs().train(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    System.out.println(Task.ANSWER + String.format(Locale.ROOT, "%.2f %%", 100 * accuracy));
  }

  private double train(Path folder, int epochs) throws IOException {
    MnistFolder digits = MnistFolder.open(folder);
    int examples = digits.train().size() - VALIDATION;
    Examples training = examples(digits.train().take(examples));
    Examples validation = examples(digits.train().skip(examples));
    for (int epoch = 0; epoch < epochs; epoch++) {
      epoch(training);
      accuracy(validation);
    }
    return accuracy(examples(digits.test()));
  }

  /** Images and labels, whole sets of them. */
  private record Examples(NDArray images, NDArray labels, int size) {}

  private Examples examples(Dataset set) {
    var all = set.all();
    return new Examples(
        memory.create(all.inputs().toFloatArray(), new Shape(set.size(), 1, 28, 28)).div(255),
        memory.create(all.targets().toLongArray()),
        set.size());
  }

  private void epoch(Examples training) {
    long[] order = shuffled(training.size());
    for (int from = 0; from < order.length; from += BATCH) {
      int size = Math.min(BATCH, order.length - from);
      long[] chosen = new long[size];
      System.arraycopy(order, from, chosen, 0, size);
      try (NDManager scratch = memory.newSubManager()) {
        NDIndex chosenRows = new NDIndex("{}", scratch.create(chosen));
        NDArray x = training.images().get(scratch, chosenRows);
        NDArray y = training.labels().get(scratch, chosenRows);
        step(x, y.reshape(size, 1));
      }
    }
  }

  private void step(NDArray x, NDArray y) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = model.forward(x, true).logSoftmax(1).gather(y, 1).mean().neg();
      loss.getFloat();
      collector.backward(loss);
    }
    for (Map.Entry<String, NDArray> entry : model.weights().entrySet()) {
      try (NDArray gradient = entry.getValue().getGradient()) {
        optimizer.update(entry.getKey(), entry.getValue(), gradient);
      }
    }
  }

  private double accuracy(Examples examples) {
    long right = 0;
    for (int from = 0; from < examples.size(); from += EVALUATED_AT_ONCE) {
      try (NDManager scratch = memory.newSubManager()) {
        NDArray x = examples.images().get(range(from));
        NDArray y = examples.labels().get(range(from));
        x.attach(scratch);
        y.attach(scratch);
        right += model.forward(x, false).argMax(1).eq(y).countNonzero().getLong();
      }
    }
    return (double) right / examples.size();
  }

  private static NDIndex range(int from) {
    return new NDIndex(from + ":" + (from + EVALUATED_AT_ONCE));
  }

  private long[] shuffled(int size) {
    long[] order = new long[size];
    for (int i = 0; i < size; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }
}
