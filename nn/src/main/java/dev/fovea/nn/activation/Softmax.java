package dev.fovea.nn.activation;

import dev.fovea.core.Tensor;
import dev.fovea.nn.Pass;

/**
 * {@code exp(x) / Σ exp(x)} along axis 1, that of the classes or channels. A model that is trained
 * with a loss on logits needs none.
 */
public record Softmax() implements ActivationLayer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.softmax(1);
  }
}
