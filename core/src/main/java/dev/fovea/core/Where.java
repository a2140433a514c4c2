package dev.fovea.core;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    Tensor condition = y.input(0);
    return Arrays.asList(null, gradOut.where(condition, 0), gradOut.where(condition.not(), 0));
  }
}
