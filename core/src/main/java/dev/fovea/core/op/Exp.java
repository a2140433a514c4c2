package dev.fovea.core.op;

/** {@code y = eˣ}; {@code dx = g·y}. */
public record Exp() implements Unary {
  @Override
  public String name() {
    return "exp";
  }
}
