package dev.fovea.nn.activation;

import dev.fovea.core.Tensor;
import dev.fovea.nn.Pass;

/**
 * {@code x} where positive, {@code slope·x} elsewhere.
 *
 * @param slope the factor of negative elements; PyTorch's default is 0.01
 */
public record LeakyRelu(double slope) implements ActivationLayer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.leakyRelu(slope);
  }
}
