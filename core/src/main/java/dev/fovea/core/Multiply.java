package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code y = a·b}; {@code da = g·b}, {@code db = g·a}. */
public record Multiply() implements Binary {
  @Override
  public String name() {
    return "mul";
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return List.of(gradOut.times(y.input(1)), gradOut.times(y.input(0)));
  }
}
