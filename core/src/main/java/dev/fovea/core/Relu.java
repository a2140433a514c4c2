package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rectifier {@code y = max(x, 0)}; {@code dx = g} where {@code y > 0}, else 0. */
public record Relu() implements Unary {
  @Override
  public String name() {
    return "relu";
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return List.of(gradOut.where(y.greater(0), 0));
  }
}
