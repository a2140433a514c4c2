package dev.fovea.core;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return Arrays.asList(
        null, null, Tensor.apply(new MaxPoolPick(window), y.input(0), y.input(1), gradOut));
  }
}
