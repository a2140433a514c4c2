package dev.fovea.nn.train;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;

/**
 * Some examples and what a model should say about them.
 *
 * @param inputs the examples, {@code [N, …]}
 * @param targets one target an example, {@code [N, …]}: class numbers (an integer type) for
 *     classification, numbers for regression
 */
public record Batch(Tensor inputs, Tensor targets) {
  public Batch {
    if (inputs.shape().rank() == 0
        || targets.shape().rank() == 0
        || inputs.shape().dim(0) != targets.shape().dim(0)) {
      throw ShapeError.of("batch: inputs and targets differ in their number of examples")
          .fact("inputs", inputs.shape())
          .fact("targets", targets.shape());
    }
  }

  /** How many examples there are. */
  public int size() {
    return inputs.shape().dim(0);
  }
}
