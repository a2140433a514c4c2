package dev.fovea.nn.loss;

import dev.fovea.core.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Binary cross entropy of logits {@code x} with targets {@code t} from 0 to 1: {@code l =
 * p·t·softplus(−x) + (1 − t)·softplus(x)}, which keeps its digits however large the logits.
 *
 * @param positiveWeights {@code p}, the weight of the positive answer for each column of {@code [N,
 *     …, C]}, or one for all; 1 if empty
 */
public record BinaryCrossEntropyWithLogits(Optional<List<Double>> positiveWeights) implements Loss {
  public BinaryCrossEntropyWithLogits {
    positiveWeights = positiveWeights.map(Classes::weights);
  }

  /** With a weight of the positive answer: one for all columns, or one a column. */
  public BinaryCrossEntropyWithLogits positiveWeights(double... weights) {
    return new BinaryCrossEntropyWithLogits(Optional.of(Arrays.stream(weights).boxed().toList()));
  }

  @Override
  public Tensor each(Tensor logits, Tensor targets) {
    Tensor target = Values.like("binary_cross_entropy_with_logits", logits, targets);
    Tensor positive = target.times(logits.negate().softplus());
    if (positiveWeights.isPresent()) {
      double[] weights = positiveWeights.get().stream().mapToDouble(Double::doubleValue).toArray();
      positive = positive.times(Tensor.of(weights, weights.length).to(logits.dtype()));
    }
    return positive.plus(target.negate().plus(1).times(logits.softplus()));
  }

  @Override
  public PredictionScale expects() {
    return PredictionScale.LOGITS;
  }
}
