package dev.fovea.core.op;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.List;

/**
 * A run of indices of one axis.
 *
 * @param axis the cut axis
 * @param start the first index kept
 * @param length how many indices are kept
 */
public record Slice(int axis, int start, int length) implements Rearrangement {
  @Override
  public String name() {
    return "narrow";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape input = inputs.getFirst();
    if (start < 0 || length < 0 || start > input.dim(axis) - length) {
      throw ShapeError.of("narrow: the range leaves the axis")
          .fact("input", input)
          .fact("expected", "a range within 0 to " + input.dim(axis) + " on axis " + axis)
          .fact("but was", start + " to " + ((long) start + length));
    }
    return input.with(axis, length);
  }
}
