package dev.fovea.core.op;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import java.util.List;

/**
 * The adjoint of {@link MaxPool}: inputs {@code (x, y, v)} with y the pooled x; each {@code v} is
 * added where the first largest element of its window was. Result of x's shape.
 *
 * @param window the geometry of the pooling
 */
public record MaxPoolScatter(Window window) implements Op {
  @Override
  public String name() {
    return "max_pool" + window.rank() + "d_scatter";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return inputs.getFirst();
  }
}
