package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Logistic function {@code y = 1 / (1 + e⁻ˣ)}; {@code dx = g·y·(1 − y)}. */
public record Sigmoid() implements Unary {
  @Override
  public String name() {
    return "sigmoid";
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return List.of(gradOut.times(y).times(y.negate().plus(1)));
  }
}
