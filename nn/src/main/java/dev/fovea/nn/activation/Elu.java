package dev.fovea.nn.activation;

import dev.fovea.core.Tensor;
import dev.fovea.nn.Pass;

/**
 * {@code x} where positive, {@code α(eˣ − 1)} elsewhere (Clevert et al. 2016).
 *
 * @param alpha minus the limit for very negative elements; PyTorch's default is 1
 */
public record Elu(double alpha) implements ActivationLayer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.elu(alpha);
  }
}
