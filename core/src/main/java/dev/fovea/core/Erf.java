package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gauss error function; {@code dx = g·2/√π·exp(−x²)}. */
public record Erf() implements Unary {
  @Override
  public String name() {
    return "erf";
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    Tensor x = y.input(0);
    return List.of(gradOut.times(x.times(x).negate().exp()).times(2 / Math.sqrt(Math.PI)));
  }
}
