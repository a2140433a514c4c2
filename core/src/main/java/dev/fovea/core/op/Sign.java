package dev.fovea.core.op;

/** {@code y = −1, 0 or 1} as the sign of x; no gradient flows. */
public record Sign() implements Unary {
  @Override
  public String name() {
    return "sign";
  }
}
