package dev.fovea.nn.loss;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;

/**
 * Cross entropy for a model that ends in softmax: {@code l = −ln p_y}. As in Keras, probabilities
 * are divided by their sum and kept between 10⁻⁷ and 1 − 10⁻⁷. On logits {@link CrossEntropy} gives
 * the same more exactly.
 */
public record CrossEntropyOnProbabilities() implements Loss {
  private static final double EPSILON = 1e-7;

  @Override
  public Tensor each(Tensor probabilities, Tensor targets) {
    Tensor target = Classes.oneHot("cross_entropy on probabilities", probabilities, targets);
    Tensor sum = probabilities.sum(1).keepDims(probabilities.shape(), 1);
    Tensor p = probabilities.dividedBy(sum).clip(EPSILON, 1 - EPSILON);
    return p.log().times(target).sum(1).negate();
  }

  @Override
  public void check(Shape predictions, Tensor targets) {
    Classes.inRange("cross_entropy on probabilities", predictions, targets);
  }

  @Override
  public PredictionScale expects() {
    return PredictionScale.PROBABILITIES;
  }
}
