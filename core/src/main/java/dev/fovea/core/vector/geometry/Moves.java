package dev.fovea.core.vector.geometry;

import dev.fovea.core.op.Broadcast;
import dev.fovea.core.op.Flip;
import dev.fovea.core.op.Op;
import dev.fovea.core.op.Pad;
import dev.fovea.core.op.Slice;
import dev.fovea.core.op.Transpose;
import dev.fovea.core.shape.Shape;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** For each element of a rearranged example, the element of the input that stands there. */
public final class Moves {
  private Moves() {}

  /** The table of an operation that leaves the first axis alone; −1 stands for padding. */
  public static int[] table(Op op, Shape from, Shape to) {
    int[] table = new int[to.size(1, to.rank())];
    int[] at = new int[to.rank()];
    for (int i = 0; i < table.length; i++) {
      int rest = i;
      for (int axis = 1; axis < at.length; axis++) {
        at[axis] = rest / to.stride(axis);
        rest %= to.stride(axis);
      }
      table[i] = source(op, at, from);
    }
    return table;
  }

  /** Counts up from a number. */
  public static IntUnaryOperator from(int first) {
    return i -> first + i;
  }

  private static int source(Op op, int[] at, Shape from) {
    int source = 0;
    for (int axis = 1; axis < from.rank(); axis++) {
      int index =
          switch (op) {
            case Transpose(List<Integer> order) -> at[order.indexOf(axis)];
            case Broadcast _ -> from.dim(axis) == 1 ? 0 : at[axis];
            case Slice(int cut, int start, _) -> at[axis] + (axis == cut ? start : 0);
            case Pad(List<Integer> before, _, _) -> at[axis] - before.get(axis);
            case Flip(List<Integer> axes) ->
                axes.contains(axis) ? from.dim(axis) - 1 - at[axis] : at[axis];
            default -> throw new IllegalArgumentException("not a rearrangement: " + op);
          };
      if (index < 0 || index >= from.dim(axis)) {
        return -1;
      }
      source += index * from.stride(axis);
    }
    return source;
  }
}
