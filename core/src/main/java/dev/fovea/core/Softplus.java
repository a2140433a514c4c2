package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code y = ln(1 + eˣ)}, without overflow; {@code dx = g·sigmoid(x)}. */
public record Softplus() implements Unary {
  @Override
  public String name() {
    return "softplus";
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return List.of(gradOut.times(y.input(0).sigmoid()));
  }
}
