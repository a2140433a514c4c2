package dev.fovea.core;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Element-wise comparisons: the result is {@link DType#BOOL} and has no gradient. */
public sealed interface Comparison extends Binary permits Less, LessOrEqual, Equal {
  @Override
  default DType outputType(List<DType> inputs) {
    Binary.super.outputType(inputs);
    return DType.BOOL;
  }

  @Override
  default List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return Arrays.asList(null, null);
  }
}
