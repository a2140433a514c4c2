package dev.fovea.core.op;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.core.shape.Window;
import java.util.List;

/**
 * The mean of each window: {@code [N, C, …in]} to {@code [N, C, …out]}.
 *
 * @param window the geometry, its padding in numbers
 * @param countPadding whether the divisor counts zeros of the padding (PyTorch's {@code
 *     count_include_pad}); elements beyond the padding, which ceil mode may touch, never count
 */
public record AvgPool(Window window, boolean countPadding) implements Op {
  public AvgPool {
    if (window.dilation().stream().anyMatch(step -> step != 1)) {
      throw ShapeError.of("avg_pool: dilation is not defined")
          .fact("expected", 1)
          .fact("but was", window.dilation());
    }
  }

  @Override
  public String name() {
    return "avg_pool" + window.rank() + "d";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Spatial.pooled(name(), window, inputs.getFirst());
  }
}
