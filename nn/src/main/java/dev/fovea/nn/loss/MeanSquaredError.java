package dev.fovea.nn.loss;

import dev.fovea.core.Tensor;

/** Squared error {@code (x − t)²}. */
public record MeanSquaredError() implements Loss {
  @Override
  public Tensor each(Tensor predictions, Tensor targets) {
    Tensor distance = predictions.minus(Values.like("mse_loss", predictions, targets));
    return distance.times(distance);
  }

  @Override
  public PredictionScale expects() {
    return PredictionScale.VALUES;
  }
}
