package dev.fovea.core.scalar;

import dev.fovea.core.op.Broadcast;
import dev.fovea.core.op.Concatenate;
import dev.fovea.core.op.Flip;
import dev.fovea.core.op.Pad;
import dev.fovea.core.op.Rearrangement;
import dev.fovea.core.op.Reshape;
import dev.fovea.core.op.Slice;
import dev.fovea.core.op.Transpose;
import dev.fovea.core.shape.Shape;
import java.util.Arrays;
import java.util.List;

/** Operations that move elements: each is a copy between two ways of counting. */
final class RearrangementKernels {
  private RearrangementKernels() {}

  static double[] compute(
      Rearrangement op, Shape shape, List<Shape> inputShapes, List<double[]> inputs) {
    double[] x = inputs.getFirst();
    Shape input = inputShapes.getFirst();
    double[] y = new double[shape.size()];
    int[] from = StridedIndices.strides(input);
    int[] to = StridedIndices.strides(shape);
    switch (op) {
      case Reshape _ -> System.arraycopy(x, 0, y, 0, x.length);
      case Transpose(List<Integer> order) -> {
        int[] reordered = order.stream().mapToInt(axis -> from[axis]).toArray();
        copy(new StridedIndices(shape.dims(), 0, reordered, 0, to), x, y);
      }
      case Broadcast _ ->
          copy(new StridedIndices(shape.dims(), 0, repeating(input, shape), 0, to), x, y);
      case Slice(int axis, int start, int _) ->
          copy(new StridedIndices(shape.dims(), start * from[axis], from, 0, to), x, y);
      case Pad(List<Integer> before, List<Integer> _, double value) -> {
        Arrays.fill(y, value);
        int first = 0;
        for (int axis = 0; axis < shape.rank(); axis++) {
          first += before.get(axis) * to[axis];
        }
        copy(new StridedIndices(input.dims(), 0, from, first, to), x, y);
      }
      case Flip(List<Integer> axes) -> {
        int first = 0;
        for (int axis : axes) {
          first += (shape.dim(axis) - 1) * from[axis];
          from[axis] = -from[axis];
        }
        copy(new StridedIndices(shape.dims(), first, from, 0, to), x, y);
      }
      case Concatenate(int axis) -> {
        int start = 0;
        for (int i = 0; i < inputs.size(); i++) {
          Shape part = inputShapes.get(i);
          int first = start * to[axis];
          copy(
              new StridedIndices(part.dims(), 0, StridedIndices.strides(part), first, to),
              inputs.get(i),
              y);
          start += part.dim(axis);
        }
      }
    }
    return y;
  }

  /** The input's strides as seen from the broadcast shape: 0 along repeated axes. */
  private static int[] repeating(Shape input, Shape shape) {
    int lead = shape.rank() - input.rank();
    int[] strides = new int[shape.rank()];
    for (int axis = lead; axis < shape.rank(); axis++) {
      strides[axis] = input.dim(axis - lead) == 1 ? 0 : input.stride(axis - lead);
    }
    return strides;
  }

  private static void copy(StridedIndices walk, double[] x, double[] y) {
    walk.forEach((from, to) -> y[to] = x[from]);
  }
}
