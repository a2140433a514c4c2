package dev.fovea.nn.norm;

/**
 * Settings of batch normalization.
 *
 * @param epsilon what is added to the variance
 * @param momentum the share of each batch in the running values, as PyTorch counts it (Keras' is 1
 *     minus it)
 */
public record BatchNormOptions(double epsilon, double momentum) {
  /** PyTorch's: 10⁻⁵ and 0.1. */
  public static final BatchNormOptions DEFAULT = new BatchNormOptions(1e-5, 0.1);

  public BatchNormOptions {
    if (!(epsilon > 0) || !(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException(
          "batch norm: expected epsilon above 0 and momentum from 0 to 1 but was "
              + epsilon
              + " and "
              + momentum);
    }
  }
}
