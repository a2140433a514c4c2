package dev.fovea.nn.metric;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;

/**
 * The share of right yes-or-no answers: one number each, yes if above the threshold. Targets above
 * ½ mean yes.
 *
 * @param threshold 0 for logits, ½ for probabilities
 */
public record BinaryAccuracy(double threshold) implements Metric {
  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public Accumulator start() {
    return new Share() {
      @Override
      public void add(Tensor predictions, Tensor targets) {
        if (predictions.shape().size() != targets.shape().size()) {
          throw ShapeError.of("metric: one number per answer is needed")
              .fact("predictions", predictions.shape())
              .fact("targets", targets.shape());
        }
        float[] given = predictions.toFloatArray();
        double[] wanted = targets.toDoubleArray();
        for (int i = 0; i < given.length; i++) {
          count(!Float.isNaN(given[i]) && (given[i] > threshold) == (wanted[i] > 0.5));
        }
      }
    };
  }
}
