package dev.fovea.nn.loss;

import dev.fovea.core.Tensor;

/**
 * Binary cross entropy of probabilities {@code p} with targets {@code t} from 0 to 1: {@code l = −t
 * ln p − (1 − t) ln(1 − p)}, each logarithm at least −100, as in PyTorch. On logits {@link
 * BinaryCrossEntropyWithLogits} gives the same more exactly.
 */
public record BinaryCrossEntropy() implements Loss {
  private static final double LOWEST = -100;

  @Override
  public Tensor each(Tensor probabilities, Tensor targets) {
    Tensor target = Values.like("binary_cross_entropy", probabilities, targets);
    Tensor rest = probabilities.negate().plus(1);
    return target.times(log(probabilities)).plus(target.negate().plus(1).times(log(rest))).negate();
  }

  /** The logarithm, −100 with no gradient where there is none, so that no NaN gets through. */
  private static Tensor log(Tensor p) {
    Tensor isPositive = p.greater(0);
    return p.where(isPositive, 1).log().where(isPositive, LOWEST);
  }

  @Override
  public PredictionScale expects() {
    return PredictionScale.PROBABILITIES;
  }
}
