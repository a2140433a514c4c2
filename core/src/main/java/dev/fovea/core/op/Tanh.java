package dev.fovea.core.op;

/** Hyperbolic tangent; {@code dx = g·(1 − y²)}. */
public record Tanh() implements Unary {
  @Override
  public String name() {
    return "tanh";
  }
}
