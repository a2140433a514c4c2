package dev.fovea.core.op;

import dev.fovea.core.shape.DType;

/** True where both {@link DType#BOOL} inputs are; no gradient. */
public record And() implements Binary {
  @Override
  public String name() {
    return "and";
  }
}
