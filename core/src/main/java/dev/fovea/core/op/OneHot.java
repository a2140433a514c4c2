package dev.fovea.core.op;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.List;

/**
 * Class numbers {@code [..]} to {@code [.., classes]}: 1 at the class, 0 elsewhere. A number
 * outside {@code 0 … classes − 1} is an error when the value is computed.
 *
 * @param classes the size of the new last axis
 * @param dtype the type of the result
 */
public record OneHot(int classes, DType dtype) implements Op {
  @Override
  public String name() {
    return "one_hot";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return inputs.getFirst().insert(inputs.getFirst().rank(), classes);
  }

  @Override
  public DType outputType(List<DType> inputs) {
    if (inputs.getFirst() != DType.INT32 && inputs.getFirst() != DType.INT64) {
      throw ShapeError.of("one_hot: expects class numbers")
          .fact("expected", "int32 or int64")
          .fact("but was", inputs.getFirst());
    }
    return dtype;
  }
}
