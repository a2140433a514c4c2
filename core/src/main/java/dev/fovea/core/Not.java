package dev.fovea.core;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return Collections.singletonList(null);
  }
}
