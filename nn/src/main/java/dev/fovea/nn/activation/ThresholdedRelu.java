package dev.fovea.nn.activation;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Pass;

/**
 * A rectifier with every bend of Keras': {@code x} from the threshold on, {@code slope·(x −
 * threshold)} below it, and never more than {@code ceiling}. With {@code (0, 0, 6)} it is ReLU6.
 *
 * @param threshold from where on an element passes as it is
 * @param slope the factor of what is below
 * @param ceiling the largest output, at least the threshold; infinity for none
 */
public record ThresholdedRelu(double threshold, double slope, double ceiling)
    implements ActivationLayer {
  public ThresholdedRelu {
    if (!Double.isFinite(threshold) || !Double.isFinite(slope) || !(ceiling >= threshold)) {
      throw ShapeError.of("thresholded_relu: numbers out of range")
          .fact("expected", "finite threshold and slope, and a ceiling of at least the threshold")
          .fact("but was", threshold + ", " + slope + " and " + ceiling);
    }
  }

  /** Elements above a ceiling are cut: {@code ceiling(6)} is ReLU6. */
  public static ThresholdedRelu ceiling(double ceiling) {
    return new ThresholdedRelu(0, 0, ceiling);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor least = Tensor.full(threshold, x.dtype(), x.shape());
    Tensor passes = x.greaterOrEqual(least);
    // Not 0 times what is below: that may be infinite.
    Tensor bent =
        slope == 0 ? x.where(passes, 0) : x.where(passes, x.minus(threshold).times(slope));
    return ceiling == Double.POSITIVE_INFINITY
        ? bent
        : Tensor.full(ceiling, x.dtype(), x.shape()).where(bent.greater(ceiling), bent);
  }
}
