package dev.fovea.formats.onnx.operator;

import dev.fovea.core.Engine;
import dev.fovea.core.Tensor;
import dev.fovea.core.op.Fill;
import dev.fovea.core.op.Leaf;

/** Tensors whose numbers are known while a network is recorded: sizes, axes, constants. */
public final class Known {
  /** Larger tensors are data, not sizes. */
  private static final int MOST_ELEMENTS = 4096;

  private static final Engine SCALAR = Engine.of("scalar", 1);

  private Known() {}

  /** Whether the numbers are known and no training changes them. */
  public static boolean is(Tensor tensor) {
    return tensor.op() instanceof Fill
        || (tensor.op() instanceof Leaf leaf
            && (leaf.kind() == Leaf.Kind.DATA
                || (leaf.kind() == Leaf.Kind.PARAMETER && !tensor.dtype().isFloating())));
  }

  static boolean isSmall(Tensor tensor) {
    return is(tensor) && tensor.shape().size() <= MOST_ELEMENTS;
  }

  /** The same tensor, computed at once if it is small. */
  static Tensor folded(Tensor tensor) {
    if (is(tensor) || tensor.shape().size() > MOST_ELEMENTS) {
      return tensor;
    }
    return SCALAR.run(() -> Tensor.of(tensor.shape(), tensor.storage()));
  }

  /** The numbers of a known tensor. */
  static long[] longs(Tensor tensor) {
    return SCALAR.run(tensor::toLongArray);
  }

  /** The numbers of a known tensor. */
  static double[] doubles(Tensor tensor) {
    return SCALAR.run(tensor::toDoubleArray);
  }
}
