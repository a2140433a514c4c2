package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code y = √x}; {@code dx = g / 2y}. */
public record Sqrt() implements Unary {
  @Override
  public String name() {
    return "sqrt";
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return List.of(gradOut.dividedBy(y.times(2)));
  }
}
