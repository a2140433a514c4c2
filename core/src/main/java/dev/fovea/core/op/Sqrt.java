package dev.fovea.core.op;

/** {@code y = √x}; {@code dx = g / 2y}. */
public record Sqrt() implements Unary {
  @Override
  public String name() {
    return "sqrt";
  }
}
