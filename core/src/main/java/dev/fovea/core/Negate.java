package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code y = −x}. */
public record Negate() implements Unary {
  @Override
  public String name() {
    return "neg";
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return List.of(gradOut.negate());
  }
}
