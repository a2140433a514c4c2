package dev.fovea.nn.loss;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import java.util.Optional;
import java.util.stream.IntStream;

/** How far predictions are from targets. A value: two equal settings are equal. */
public interface Loss {
  /**
   * The loss at each position, not yet averaged (PyTorch's {@code reduction="none"}).
   *
   * @param predictions what the model gives, {@code [N, …]}
   * @param targets what it should give; for classes, whole numbers without the class axis
   * @throws dev.fovea.core.shape.ShapeError if they do not fit together
   */
  Tensor each(Tensor predictions, Tensor targets);

  /**
   * The weight of each position in the average, of the shape of {@link #each}; all 1 if empty. The
   * losses of {@link #each} are multiplied by it already.
   */
  default Optional<Tensor> weights(Tensor predictions, Tensor targets) {
    return Optional.empty();
  }

  /** The weighted mean over all positions of all examples: a single number. */
  default Tensor mean(Tensor predictions, Tensor targets) {
    Tensor each = each(predictions, targets);
    return weights(predictions, targets)
        .map(weights -> each.sum().dividedBy(weights.sum()))
        .orElseGet(each::mean);
  }

  /** The mean of each example over its positions, {@code [N]}, weights left as factors. */
  default Tensor perExample(Tensor predictions, Tensor targets) {
    Tensor each = each(predictions, targets);
    int rank = each.shape().rank();
    return rank == 1 ? each : each.mean(IntStream.range(1, rank).toArray());
  }

  /**
   * Checks given targets before they are bound to a compiled program, which cannot.
   *
   * @throws dev.fovea.core.shape.ShapeError if a class number is out of range
   */
  default void check(Shape predictions, Tensor targets) {}

  /** What the predictions must be. */
  PredictionScale expects();

  /** Cross entropy of logits {@code [N, K, …]} with class numbers {@code [N, …]}. */
  static CrossEntropy crossEntropy() {
    return new CrossEntropy(0, Optional.empty());
  }

  /** Cross entropy for a model that ends in softmax (Keras' {@code from_logits=False}). */
  static CrossEntropyOnProbabilities crossEntropyOnProbabilities() {
    return new CrossEntropyOnProbabilities();
  }

  /** Negative log likelihood for a model that ends in log-softmax. */
  static NegativeLogLikelihood negativeLogLikelihood() {
    return new NegativeLogLikelihood(Optional.empty());
  }

  /** Binary cross entropy of logits with targets from 0 to 1. */
  static BinaryCrossEntropyWithLogits binaryCrossEntropyWithLogits() {
    return new BinaryCrossEntropyWithLogits(Optional.empty());
  }

  /** Binary cross entropy for a model that ends in sigmoid. */
  static BinaryCrossEntropy binaryCrossEntropy() {
    return new BinaryCrossEntropy();
  }

  /** Mean squared error. */
  static MeanSquaredError meanSquaredError() {
    return new MeanSquaredError();
  }

  /** Mean absolute error, L1. */
  static MeanAbsoluteError meanAbsoluteError() {
    return new MeanAbsoluteError();
  }

  /** Huber's loss: squares up to a distance of {@code delta}, straight beyond. */
  static Huber huber(double delta) {
    return new Huber(delta);
  }

  /** Huber's loss divided by {@code beta}, as in Fast R-CNN. */
  static SmoothL1 smoothL1(double beta) {
    return new SmoothL1(beta);
  }
}
