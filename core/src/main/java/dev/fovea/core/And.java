package dev.fovea.core;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** True where both {@link DType#BOOL} inputs are; no gradient. */
public record And() implements Binary {
  @Override
  public String name() {
    return "and";
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return Arrays.asList(null, null);
  }
}
