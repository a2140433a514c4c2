package dev.fovea.core.op;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import java.util.List;

/**
 * The adjoint of {@link AvgPool}: spreads each element evenly over its window.
 *
 * @param window the geometry of the pooling
 * @param countPadding as in {@link AvgPool}
 * @param output the spatial sizes of the result
 */
public record AvgPoolTransposed(Window window, boolean countPadding, List<Integer> output)
    implements Op {
  public AvgPoolTransposed {
    output = List.copyOf(output);
  }

  @Override
  public String name() {
    return "avg_pool" + window.rank() + "d_transposed";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Spatial.shape(inputs.getFirst().dim(0), inputs.getFirst().dim(1), output);
  }
}
