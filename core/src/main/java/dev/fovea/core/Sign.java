package dev.fovea.core;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code y = −1, 0 or 1} as the sign of x; no gradient flows. */
public record Sign() implements Unary {
  @Override
  public String name() {
    return "sign";
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return Collections.singletonList(null);
  }
}
