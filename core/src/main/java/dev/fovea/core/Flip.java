package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reverses the order of the elements along some axes.
 *
 * @param axes the reversed axes, ascending
 */
public record Flip(List<Integer> axes) implements Rearrangement {
  public Flip {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return "flip";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return inputs.getFirst();
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return List.of(on(gradOut));
  }

  private Tensor on(Tensor x) {
    return Tensor.apply(this, x);
  }
}
