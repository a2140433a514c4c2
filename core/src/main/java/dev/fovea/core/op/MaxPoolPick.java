package dev.fovea.core.op;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import java.util.List;

/**
 * Inputs {@code (x, y, v)} with y the pooled x and v of x's shape: the element of v at the place of
 * each window's first largest element of x. Result of y's shape; the adjoint of {@link
 * MaxPoolScatter}.
 *
 * @param window the geometry of the pooling
 */
public record MaxPoolPick(Window window) implements Op {
  @Override
  public String name() {
    return "max_pool" + window.rank() + "d_pick";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return inputs.get(1);
  }
}
