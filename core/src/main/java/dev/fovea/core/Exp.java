package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code y = eˣ}; {@code dx = g·y}. */
public record Exp() implements Unary {
  @Override
  public String name() {
    return "exp";
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return List.of(gradOut.times(y));
  }
}
