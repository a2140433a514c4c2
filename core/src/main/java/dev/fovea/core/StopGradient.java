package dev.fovea.core;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code y = x}, but a constant to the gradient. */
public record StopGradient() implements Unary {
  @Override
  public String name() {
    return "detach";
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return Collections.singletonList(null);
  }
}
