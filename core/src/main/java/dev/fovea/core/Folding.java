package dev.fovea.core;

import dev.fovea.core.op.Add;
import dev.fovea.core.op.Broadcast;
import dev.fovea.core.op.Cast;
import dev.fovea.core.op.Fill;
import dev.fovea.core.op.Flip;
import dev.fovea.core.op.Multiply;
import dev.fovea.core.op.Op;
import dev.fovea.core.op.Reshape;
import dev.fovea.core.op.Slice;
import dev.fovea.core.op.Transpose;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known while a graph is recorded: constants that stay constants, factors of 1. */
final class Folding {
  private Folding() {}

  /** A simpler tensor that equals the operation on these inputs; null if there is none. */
  static @Nullable Tensor simplify(Op op, List<Tensor> inputs, Shape shape, DType dtype) {
    return switch (op) {
      case Reshape _, Broadcast _, Transpose _, Slice _, Flip _ -> {
        Tensor x = inputs.getFirst();
        if (x.op() instanceof Fill fill) {
          yield Tensor.full(fill.value(), dtype, shape);
        }
        yield !(op instanceof Transpose || op instanceof Flip) && x.shape().equals(shape)
            ? x
            : null;
      }
      case Multiply _ -> {
        if (isFill(inputs.get(0), 1)) {
          yield inputs.get(1);
        }
        if (isFill(inputs.get(1), 1)) {
          yield inputs.get(0);
        }
        yield isFill(inputs.get(0), 0) && isFill(inputs.get(1), 0) ? inputs.get(0) : null;
      }
      case Add _ -> {
        if (isFill(inputs.get(0), 0)) {
          yield inputs.get(1);
        }
        yield isFill(inputs.get(1), 0) ? inputs.get(0) : null;
      }
      case Cast(DType to) -> inputs.getFirst().dtype() == to ? inputs.getFirst() : null;
      default -> null;
    };
  }

  private static boolean isFill(Tensor tensor, double value) {
    return tensor.op() instanceof Fill fill && fill.value() == value;
  }
}
