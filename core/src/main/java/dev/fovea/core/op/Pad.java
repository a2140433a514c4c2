package dev.fovea.core.op;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.List;

/**
 * Puts a constant around a tensor. The gradient is that of the part inside.
 *
 * @param before how many elements to put before each axis
 * @param after how many elements to put after each axis
 * @param value the constant
 */
public record Pad(List<Integer> before, List<Integer> after, double value)
    implements Rearrangement {
  public Pad {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  @Override
  public String name() {
    return "pad";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape output = inputs.getFirst();
    if (before.size() != output.rank() || after.size() != output.rank()) {
      throw ShapeError.of("pad: one number before and after is needed for every axis")
          .fact("input", output)
          .fact("before", before)
          .fact("after", after);
    }
    for (int axis = 0; axis < output.rank(); axis++) {
      if (before.get(axis) < 0 || after.get(axis) < 0) {
        throw ShapeError.of("pad: a number is negative")
            .fact("before", before)
            .fact("after", after);
      }
      output = output.with(axis, before.get(axis) + output.dim(axis) + after.get(axis));
    }
    return output;
  }
}
