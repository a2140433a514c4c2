package dev.fovea.bench.rival;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import dev.fovea.bench.network.Network;
import dev.fovea.bench.network.Step;
import dev.fovea.bench.network.Weight;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A network as calls of DJL's functions: less between the caller and libtorch than DJL's blocks,
 * which look parameters up by name and wrap every array in a list.
 */
final class DjlModel {
  private static final float BATCH_NORM_MOMENTUM = 0.9f;
  private static final float BATCH_NORM_EPSILON = 1e-5f;

  private final Network network;
  private final boolean hasDropout;
  private final SequencedMap<String, NDArray> weights = new LinkedHashMap<>();
  private final Map<String, NDArray> statistics = new LinkedHashMap<>();

  private DjlModel(NDManager manager, Network network, boolean hasDropout) {
    this.network = network;
    this.hasDropout = hasDropout;
    for (Network.Placed at : network.placed()) {
      if (at.step() instanceof Step.BatchNorm norm) {
        Shape channels = new Shape(at.input().getFirst());
        statistics.put(at.path() + norm.name() + ".mean", manager.zeros(channels));
        statistics.put(at.path() + norm.name() + ".var", manager.ones(channels));
      }
    }
  }

  /** A model at its first weights, in memory of the manager. */
  static DjlModel fresh(NDManager manager, Network network, boolean hasDropout) {
    DjlModel model = new DjlModel(manager, network, hasDropout);
    for (Weight weight : network.weights()) {
      NDArray values = manager.create(weight.values(), shape(weight.shape()));
      model.weights.put(weight.path(), values);
    }
    return model;
  }

  /** A model of weights that were saved under their paths. */
  static DjlModel of(NDManager manager, Network network, NDList saved) {
    DjlModel model = new DjlModel(manager, network, true);
    saved.forEach(weight -> model.weights.put(weight.getName(), weight));
    return model;
  }

  SequencedMap<String, NDArray> weights() {
    return weights;
  }

  static Shape shape(List<Integer> sizes) {
    return new Shape(sizes.stream().mapToLong(Integer::longValue).toArray());
  }

  NDArray forward(NDArray x, boolean isTraining) {
    return forward("", network.steps(), network.input(), x, isTraining);
  }

  private NDArray forward(
      String path, List<Step> steps, List<Integer> input, NDArray x, boolean isTraining) {
    NDArray y = x;
    List<Integer> shape = input;
    for (Step step : steps) {
      y = forward(path, step, shape, y, isTraining);
      shape = step.output(shape);
    }
    return y;
  }

  private NDArray forward(
      String path, Step step, List<Integer> input, NDArray x, boolean isTraining) {
    int axes = input.size() - 1;
    return switch (step) {
      case Step.Convolution convolution -> convolution(path, convolution, x);
      case Step.Linear linear ->
          Linear.linear(
                  x,
                  weight(path + linear.name() + ".weight"),
                  weight(path + linear.name() + ".bias"))
              .head();
      case Step.BatchNorm norm ->
          BatchNorm.batchNorm(
                  x,
                  statistic(path + norm.name() + ".mean"),
                  statistic(path + norm.name() + ".var"),
                  weight(path + norm.name() + ".weight"),
                  weight(path + norm.name() + ".bias"),
                  1,
                  BATCH_NORM_MOMENTUM,
                  BATCH_NORM_EPSILON,
                  isTraining)
              .head();
      case Step.Relu _ -> Activation.relu(x);
      case Step.Sigmoid _ -> Activation.sigmoid(x);
      case Step.MaxPool pool -> maxPool(pool, axes, x);
      case Step.AvgPool pool ->
          Pool.avgPool2d(
              x, same(pool.kernel(), 2), same(pool.kernel(), 2), same(0, 2), false, true);
      case Step.GlobalAvgPool _ -> Pool.globalAvgPool2d(x).reshape(x.getShape().get(0), -1);
      case Step.Flatten _ -> x.reshape(x.getShape().get(0), -1);
      case Step.Dropout dropout ->
          hasDropout && isTraining ? Dropout.dropout(x, (float) dropout.rate(), true).head() : x;
      case Step.Block block -> block(path, block, input, x, isTraining);
    };
  }

  private NDArray convolution(String path, Step.Convolution step, NDArray x) {
    int axes = step.kernel().size();
    NDArray weight = weight(path + step.name() + ".weight");
    @Nullable NDArray bias = step.hasBias() ? weight(path + step.name() + ".bias") : null;
    Shape stride = same(step.stride(), axes);
    Shape padding = same(step.padding(), axes);
    return (axes == 1
            ? Conv1d.conv1d(x, weight, bias, stride, padding, same(1, axes), 1)
            : Conv2d.conv2d(x, weight, bias, stride, padding, same(1, axes), 1))
        .head();
  }

  private static NDArray maxPool(Step.MaxPool pool, int axes, NDArray x) {
    Shape kernel = same(pool.kernel(), axes);
    Shape stride = same(pool.stride(), axes);
    Shape padding = same(pool.padding(), axes);
    return axes == 1
        ? Pool.maxPool1d(x, kernel, stride, padding, false)
        : Pool.maxPool2d(x, kernel, stride, padding, false);
  }

  private NDArray block(
      String path, Step.Block block, List<Integer> input, NDArray x, boolean isTraining) {
    String inside = path + block.name() + ".";
    NDArray y = forward(inside, block.body(), input, x, isTraining);
    NDArray around = forward(inside, block.shortcut(input), input, x, isTraining);
    return Activation.relu(y.add(around));
  }

  private NDArray weight(String path) {
    return Objects.requireNonNull(weights.get(path), path);
  }

  private NDArray statistic(String path) {
    return Objects.requireNonNull(statistics.get(path), path);
  }

  private static Shape same(int size, int axes) {
    long[] sizes = new long[axes];
    Arrays.fill(sizes, size);
    return new Shape(sizes);
  }
}
