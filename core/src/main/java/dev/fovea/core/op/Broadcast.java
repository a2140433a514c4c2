package dev.fovea.core.op;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.List;

/**
 * Repeats a tensor along axes it lacks or has with size 1; axes are matched from the last, as in
 * NumPy. The gradient is the sum over the repeats.
 *
 * @param shape the shape of the result
 */
public record Broadcast(Shape shape) implements Rearrangement {
  @Override
  public String name() {
    return "broadcast";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape input = inputs.getFirst();
    int lead = shape.rank() - input.rank();
    boolean fits = lead >= 0;
    for (int axis = 0; fits && axis < input.rank(); axis++) {
      fits = input.dim(axis) == 1 || input.dim(axis) == shape.dim(lead + axis);
    }
    if (!fits) {
      throw ShapeError.of("broadcast: shapes do not match from the last axis on")
          .fact("input", input)
          .fact("expected", "sizes equal to those of " + shape + ", or 1")
          .hint("insert axes of size 1 with reshape");
    }
    return shape;
  }

  /** The shape that two shapes broadcast to. */
  public static Shape common(String op, Shape left, Shape right) {
    int rank = Math.max(left.rank(), right.rank());
    int[] dims = new int[rank];
    for (int back = 1; back <= rank; back++) {
      int a = back <= left.rank() ? left.dim(-back) : 1;
      int b = back <= right.rank() ? right.dim(-back) : 1;
      if (a != b && a != 1 && b != 1) {
        throw ShapeError.of(op + ": shapes do not broadcast")
            .fact("left", left)
            .fact("right", right)
            .fact("expected", "equal sizes or 1, from the last axis on")
            .fact("but was", a + " against " + b + " on axis -" + back);
      }
      dims[rank - back] = a == 1 ? b : a;
    }
    return Shape.of(dims);
  }
}
