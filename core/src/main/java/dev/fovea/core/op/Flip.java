package dev.fovea.core.op;

import dev.fovea.core.shape.Shape;
import java.util.List;

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
}
