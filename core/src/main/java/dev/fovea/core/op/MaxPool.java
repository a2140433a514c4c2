package dev.fovea.core.op;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import java.util.List;

/**
 * The largest element of each window: {@code [N, C, …in]} to {@code [N, C, …out]}. Padding never
 * wins: a dilated window with all its taps in the padding gives −∞. The gradient goes to the first
 * largest element of a window in row-major order.
 *
 * @param window the geometry, its padding in numbers
 */
public record MaxPool(Window window) implements Op {
  @Override
  public String name() {
    return "max_pool" + window.rank() + "d";
  }

  /** Whether every window surely has a tap outside the padding. */
  public boolean meetsInput() {
    return window.dilation().stream().allMatch(dilation -> dilation == 1);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Spatial.pooled(name(), window, inputs.getFirst());
  }
}
