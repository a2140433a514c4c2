package dev.fovea.core.op;

/** {@code y = ln(1 + eˣ)}, without overflow; {@code dx = g·sigmoid(x)}. */
public record Softplus() implements Unary {
  @Override
  public String name() {
    return "softplus";
  }
}
