package dev.fovea.core.op;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.ShapeError;
import java.util.List;

/** Element-wise operations of two inputs of one type. */
public sealed interface Binary extends Elementwise
    permits Add, Subtract, Multiply, Divide, Maximum, Minimum, Comparison, And, Or {
  @Override
  default DType outputType(List<DType> inputs) {
    if (inputs.get(0) != inputs.get(1)) {
      throw ShapeError.of(name() + ": inputs differ in type")
          .fact("left", inputs.get(0))
          .fact("right", inputs.get(1))
          .hint("convert one with to(DType)");
    }
    return inputs.getFirst();
  }
}
