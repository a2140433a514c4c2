package dev.fovea.core.op;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.ShapeError;
import java.util.List;

/** {@code y = condition ? a : b}, element by element; inputs {@code (condition, a, b)}. */
public record Where() implements Elementwise {
  @Override
  public String name() {
    return "where";
  }

  @Override
  public DType outputType(List<DType> inputs) {
    if (inputs.get(0) != DType.BOOL || inputs.get(1) != inputs.get(2)) {
      throw ShapeError.of("where: types do not fit")
          .fact("expected", "(bool, T, T)")
          .fact("but was", inputs);
    }
    return inputs.get(1);
  }
}
