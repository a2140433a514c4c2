package dev.fovea.nn.layer;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Pass;

/**
 * {@code x·factor + offset}, element by element: such as from bytes to numbers from 0 to 1.
 *
 * @param factor what elements are multiplied by
 * @param offset what is added then
 */
public record Rescale(double factor, double offset) implements BasicLayer {
  public Rescale {
    if (!Double.isFinite(factor) || !Double.isFinite(offset)) {
      throw ShapeError.of("rescale: numbers out of range")
          .fact("expected", "a finite factor and a finite offset")
          .fact("but was", factor + " and " + offset);
    }
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor scaled = factor == 1 ? x : x.times(factor);
    return offset == 0 ? scaled : scaled.plus(offset);
  }
}
