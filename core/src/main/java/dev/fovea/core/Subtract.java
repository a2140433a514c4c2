package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code y = a − b}. */
public record Subtract() implements Binary {
  @Override
  public String name() {
    return "sub";
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return List.of(gradOut, gradOut.negate());
  }
}
