package dev.fovea.nn;

import dev.fovea.core.Tensor;

/**
 * {@code x} where positive, {@code slope·x} elsewhere.
 *
 * @param slope the factor of negative elements; PyTorch's default is 0.01
 */
public record LeakyRelu(double slope) implements Layer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.leakyRelu(slope);
  }
}
