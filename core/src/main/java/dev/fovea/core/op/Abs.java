package dev.fovea.core.op;

/** {@code y = |x|}; {@code dx = g·sign(x)}, 0 at 0. */
public record Abs() implements Unary {
  @Override
  public String name() {
    return "abs";
  }
}
