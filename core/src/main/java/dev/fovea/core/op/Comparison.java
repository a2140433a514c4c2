package dev.fovea.core.op;

import dev.fovea.core.shape.DType;
import java.util.List;

/** Element-wise comparisons: the result is {@link DType#BOOL} and has no gradient. */
public sealed interface Comparison extends Binary permits Less, LessOrEqual, Equal {
  @Override
  default DType outputType(List<DType> inputs) {
    Binary.super.outputType(inputs);
    return DType.BOOL;
  }
}
