package dev.fovea.core.op;

/** Rectifier {@code y = max(x, 0)}; {@code dx = g} where {@code y > 0}, else 0. */
public record Relu() implements Unary {
  @Override
  public String name() {
    return "relu";
  }
}
