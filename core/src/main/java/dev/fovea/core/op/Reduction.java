package dev.fovea.core.op;

import dev.fovea.core.shape.Shape;
import java.util.List;

/** Operations that fold whole axes; the folded axes disappear from the result. */
public sealed interface Reduction extends Op permits Sum, Max, ArgMax {
  /** The folded axes, counted from the front, ascending. */
  List<Integer> axes();

  @Override
  default Shape outputShape(List<Shape> inputs) {
    Shape input = inputs.getFirst();
    Shape output = input;
    for (int i = axes().size() - 1; i >= 0; i--) {
      output = output.without(axes().get(i));
    }
    return output;
  }
}
