package dev.fovea.core.op;

/** True where {@code a ≤ b}. */
public record LessOrEqual() implements Comparison {
  @Override
  public String name() {
    return "less_equal";
  }
}
