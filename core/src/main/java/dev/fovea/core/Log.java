package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Natural logarithm {@code y = ln x}; {@code dx = g / x}. */
public record Log() implements Unary {
  @Override
  public String name() {
    return "log";
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return List.of(gradOut.dividedBy(y.input(0)));
  }
}
