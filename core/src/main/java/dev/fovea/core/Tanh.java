package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hyperbolic tangent; {@code dx = g·(1 − y²)}. */
public record Tanh() implements Unary {
  @Override
  public String name() {
    return "tanh";
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return List.of(gradOut.times(y.times(y).negate().plus(1)));
  }
}
