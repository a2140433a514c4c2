package dev.fovea.nn.loss;

import dev.fovea.core.Tensor;

/**
 * Smooth absolute error (Girshick 2015): {@code d²/(2β)} for a distance {@code d = |x − t|} up to
 * β, {@code d − β/2} beyond. Huber's loss divided by its limit.
 *
 * @param beta β, above 0
 */
public record SmoothL1(double beta) implements Loss {
  public SmoothL1 {
    if (!(beta > 0)) {
      throw new IllegalArgumentException("smooth_l1: expected beta above 0 but was " + beta);
    }
  }

  @Override
  public Tensor each(Tensor predictions, Tensor targets) {
    Tensor distance = predictions.minus(Values.like("smooth_l1_loss", predictions, targets));
    Tensor d = distance.abs();
    Tensor near = d.minimum(Tensor.full(beta, d.dtype(), d.shape()));
    return near.times(near).times(0.5 / beta).plus(d.minus(near));
  }

  @Override
  public PredictionScale expects() {
    return PredictionScale.VALUES;
  }
}
