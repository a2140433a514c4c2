package dev.fovea.nn.loss;

import dev.fovea.core.Tensor;

/**
 * Huber's loss (1964): {@code d²/2} for a distance {@code d = |x − t|} up to δ, {@code δ(d − δ/2)}
 * beyond.
 *
 * @param delta δ, above 0
 */
public record Huber(double delta) implements Loss {
  public Huber {
    if (!(delta > 0)) {
      throw new IllegalArgumentException("huber: expected delta above 0 but was " + delta);
    }
  }

  @Override
  public Tensor each(Tensor predictions, Tensor targets) {
    Tensor distance = predictions.minus(Values.like("huber_loss", predictions, targets));
    Tensor d = distance.abs();
    Tensor near = d.minimum(Tensor.full(delta, d.dtype(), d.shape()));
    return near.times(near).times(0.5).plus(d.minus(near).times(delta));
  }

  @Override
  public PredictionScale expects() {
    return PredictionScale.VALUES;
  }
}
