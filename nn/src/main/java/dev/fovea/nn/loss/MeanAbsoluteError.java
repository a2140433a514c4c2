package dev.fovea.nn.loss;

import dev.fovea.core.Tensor;

/** Absolute error {@code |x − t|}. */
public record MeanAbsoluteError() implements Loss {
  @Override
  public Tensor each(Tensor predictions, Tensor targets) {
    Tensor distance = predictions.minus(Values.like("l1_loss", predictions, targets));
    return distance.abs();
  }

  @Override
  public PredictionScale expects() {
    return PredictionScale.VALUES;
  }
}
