package dev.fovea.core.op;

import dev.fovea.core.shape.DType;

/** True where at least one of the {@link DType#BOOL} inputs is; no gradient. */
public record Or() implements Binary {
  @Override
  public String name() {
    return "or";
  }
}
