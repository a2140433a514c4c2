package dev.fovea.core.op;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.core.shape.Window;
import java.util.ArrayList;
import java.util.List;

/** Shapes of the form {@code [N, C, …spatial]}: taken apart and put together. */
public final class Spatial {
  private Spatial() {}

  /** The sizes after the first two axes. */
  public static List<Integer> sizes(Shape shape) {
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 2; axis < shape.rank(); axis++) {
      sizes.add(shape.dim(axis));
    }
    return sizes;
  }

  static Shape shape(int first, int second, List<Integer> spatial) {
    List<Integer> dims = new ArrayList<>(List.of(first, second));
    dims.addAll(spatial);
    return Shape.of(dims);
  }

  /** The names of the axes, for messages. */
  static String[] axes(Shape shape) {
    return switch (shape.rank()) {
      case 3 -> new String[] {"N", "C", "L"};
      case 4 -> new String[] {"N", "C", "H", "W"};
      default -> new String[0];
    };
  }

  /** The window's output sizes, with an error that shows the whole input. */
  static List<Integer> output(String op, Window window, Shape x, Shape kernel) {
    List<Integer> input = sizes(x);
    for (int axis = 0; axis < window.rank(); axis++) {
      int padded = input.get(axis) + window.before(axis) + window.after(axis);
      if (padded < window.extent(axis)) {
        throw ShapeError.of(op + ": the kernel is larger than the input")
            .fact("input", x.named(axes(x)))
            .fact("kernel", kernel)
            .fact(
                "expected",
                "at least " + window.extent(axis) + " padded elements on axis " + axes(x)[2 + axis])
            .fact("but was", padded)
            .hint("add padding, or remove a pooling or stride before this layer");
      }
    }
    return window.output(input);
  }

  /** Checks a pooling input and gives the output's shape. */
  static Shape pooled(String op, Window window, Shape x) {
    if (x.rank() != window.rank() + 2) {
      throw ShapeError.of(op + ": wrong number of axes")
          .fact("input", x)
          .fact("expected", window.rank() == 1 ? "[N, C, L]" : "[N, C, H, W]")
          .fact("but was", x.rank() + " axes");
    }
    if (sizes(x).contains(0)) {
      throw ShapeError.of(op + ": an axis is empty").fact("input", x.named(axes(x)));
    }
    for (int axis = 0; axis < window.rank(); axis++) {
      int most = Math.max(window.before(axis), window.after(axis));
      if (2 * most > window.extent(axis)) {
        throw ShapeError.of(op + ": padding is more than half of the kernel")
            .fact("kernel", window.kernel())
            .fact("expected", "padding of at most " + window.extent(axis) / 2)
            .fact("but was", most);
      }
    }
    return shape(x.dim(0), x.dim(1), output(op, window, x, Shape.of(window.kernel())));
  }
}
