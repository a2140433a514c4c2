package dev.fovea.core.op;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.List;

/** Operations that compute each element of the result from the elements at the same place. */
public sealed interface Elementwise extends Op permits Unary, Binary, Where {
  @Override
  default Shape outputShape(List<Shape> inputs) {
    for (Shape shape : inputs) {
      if (!shape.equals(inputs.getFirst())) {
        throw ShapeError.of(name() + ": inputs differ in shape")
            .fact("inputs", inputs)
            .fact("expected", "equal shapes (broadcast first)");
      }
    }
    return inputs.getFirst();
  }
}
