package dev.fovea.nn.loss;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Negative log likelihood: {@code l = −w_y · x_y} for log-probabilities {@code x [N, K, …]} and
 * class numbers {@code y [N, …]}, averaged as {@code Σ l / Σ w_y} like PyTorch.
 *
 * @param classWeights one number per class; all 1 if empty
 */
public record NegativeLogLikelihood(Optional<List<Double>> classWeights) implements Loss {
  public NegativeLogLikelihood {
    classWeights = classWeights.map(Classes::weights);
  }

  /** With one weight a class. */
  public NegativeLogLikelihood classWeights(double... weights) {
    return new NegativeLogLikelihood(Optional.of(Arrays.stream(weights).boxed().toList()));
  }

  @Override
  public Tensor each(Tensor logProbabilities, Tensor targets) {
    return logProbabilities.times(target(logProbabilities, targets)).sum(1).negate();
  }

  @Override
  public Optional<Tensor> weights(Tensor logProbabilities, Tensor targets) {
    return classWeights.map(_ -> target(logProbabilities, targets).sum(1));
  }

  private Tensor target(Tensor scores, Tensor targets) {
    Tensor target = Classes.oneHot("nll_loss", scores, targets);
    return classWeights
        .map(weights -> target.times(Classes.along("nll_loss", weights, scores)))
        .orElse(target);
  }

  @Override
  public void check(Shape predictions, Tensor targets) {
    Classes.inRange("nll_loss", predictions, targets);
  }

  @Override
  public PredictionScale expects() {
    return PredictionScale.LOG_PROBABILITIES;
  }
}
