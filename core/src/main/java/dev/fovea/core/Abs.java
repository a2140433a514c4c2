package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code y = |x|}; {@code dx = g·sign(x)}, 0 at 0. */
public record Abs() implements Unary {
  @Override
  public String name() {
    return "abs";
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return List.of(gradOut.times(y.input(0).sign()));
  }
}
