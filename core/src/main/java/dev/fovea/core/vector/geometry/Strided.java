package dev.fovea.core.vector.geometry;

import dev.fovea.core.op.Broadcast;
import dev.fovea.core.op.Concatenate;
import dev.fovea.core.op.Flip;
import dev.fovea.core.op.Pad;
import dev.fovea.core.op.Rearrangement;
import dev.fovea.core.op.Reshape;
import dev.fovea.core.op.Slice;
import dev.fovea.core.op.Transpose;
import dev.fovea.core.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Elements that go from one array to another in regular steps: every rearrangement of a tensor is
 * one such move, or one for each input.
 *
 * @param axes the axes of the elements, in the order of the target
 * @param from where the first element is read
 * @param to where it is written
 */
public record Strided(List<Axis> axes, int from, int to) {
  public Strided {
    axes = List.copyOf(axes);
  }

  /**
   * One axis.
   *
   * @param size how many elements
   * @param from elements from one to the next where they are read; 0 repeats one, below 0 turns the
   *     order round
   * @param to elements from one to the next where they are written
   */
  public record Axis(int size, int from, int to) {}

  /**
   * What a rearrangement does with one of its inputs.
   *
   * @param op the rearrangement
   * @param inputs the shapes of its inputs
   * @param index which of them
   * @param shape the shape of the result
   */
  public static Strided of(Rearrangement op, List<Shape> inputs, int index, Shape shape) {
    Shape input = inputs.get(index);
    return switch (op) {
      case Reshape _ -> along(shape, shape, shape::stride, 0, 0);
      case Transpose(List<Integer> order) ->
          along(shape, shape, axis -> input.stride(order.get(axis)), 0, 0);
      case Broadcast _ -> {
        int lead = shape.rank() - input.rank();
        yield along(
            shape,
            shape,
            axis -> axis < lead || input.dim(axis - lead) == 1 ? 0 : input.stride(axis - lead),
            0,
            0);
      }
      case Slice(int cut, int start, _) ->
          along(shape, shape, input::stride, start * input.stride(cut), 0);
      case Pad(List<Integer> before, _, _) -> {
        int first = 0;
        for (int axis = 0; axis < shape.rank(); axis++) {
          first += before.get(axis) * shape.stride(axis);
        }
        yield along(input, shape, input::stride, 0, first);
      }
      case Flip(List<Integer> axes) -> {
        int last = 0;
        for (int axis : axes) {
          last += (shape.dim(axis) - 1) * shape.stride(axis);
        }
        yield along(
            shape,
            shape,
            axis -> axes.contains(axis) ? -shape.stride(axis) : shape.stride(axis),
            last,
            0);
      }
      case Concatenate(int axis) -> {
        int before = inputs.subList(0, index).stream().mapToInt(part -> part.dim(axis)).sum();
        yield along(input, shape, input::stride, 0, before * shape.stride(axis));
      }
    };
  }

  /** Numbers of which each serves {@code inner} times in a row, all of them again and again. */
  public static Strided repeated(int count, int inner, int size) {
    int all = count * inner;
    return new Strided(
            List.of(
                new Axis(all == 0 ? 0 : size / all, 0, all),
                new Axis(count, 1, inner),
                new Axis(inner, 0, 1)),
            0,
            0)
        .merged();
  }

  private static Strided along(
      Shape sizes, Shape target, IntUnaryOperator fromStride, int from, int to) {
    List<Axis> axes = new ArrayList<>();
    for (int axis = 0; axis < sizes.rank(); axis++) {
      axes.add(new Axis(sizes.dim(axis), fromStride.applyAsInt(axis), target.stride(axis)));
    }
    return new Strided(axes, from, to).merged();
  }

  /** The same with as few axes as possible, at least one. */
  private Strided merged() {
    List<Axis> few = new ArrayList<>();
    for (Axis axis : axes) {
      Axis outer = few.isEmpty() ? null : few.getLast();
      if (outer != null
          && outer.from() == axis.from() * axis.size()
          && outer.to() == axis.to() * axis.size()) {
        few.set(few.size() - 1, new Axis(outer.size() * axis.size(), axis.from(), axis.to()));
      } else if (axis.size() != 1) {
        few.add(axis);
      }
    }
    return new Strided(few.isEmpty() ? List.of(new Axis(1, 1, 1)) : few, from, to);
  }

  /** The same with one axis moved before the last; the others keep their order. */
  public Strided beforeLast(int axis) {
    List<Axis> moved = new ArrayList<>(axes);
    moved.add(moved.size() - 2, moved.remove(axis));
    return new Strided(moved, from, to);
  }
}
