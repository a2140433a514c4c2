package dev.fovea.core;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** True where at least one of the {@link DType#BOOL} inputs is; no gradient. */
public record Or() implements Binary {
  @Override
  public String name() {
    return "or";
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return Arrays.asList(null, null);
  }
}
