package dev.fovea.nn;

import dev.fovea.core.Tensor;

/**
 * {@code x} where positive, {@code α(eˣ − 1)} elsewhere (Clevert et al. 2016).
 *
 * @param alpha minus the limit for very negative elements; PyTorch's default is 1
 */
public record Elu(double alpha) implements Layer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.elu(alpha);
  }
}
