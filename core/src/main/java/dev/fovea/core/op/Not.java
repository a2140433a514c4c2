package dev.fovea.core.op;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.ShapeError;
import java.util.List;

/** Logical negation of a {@link DType#BOOL} tensor; no gradient. */
public record Not() implements Unary {
  @Override
  public String name() {
    return "not";
  }

  @Override
  public DType outputType(List<DType> inputs) {
    if (inputs.getFirst() != DType.BOOL) {
      throw ShapeError.of("not: expects truth values")
          .fact("expected", DType.BOOL)
          .fact("but was", inputs.getFirst());
    }
    return DType.BOOL;
  }
}
