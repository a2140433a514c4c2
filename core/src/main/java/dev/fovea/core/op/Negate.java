package dev.fovea.core.op;

/** {@code y = −x}. */
public record Negate() implements Unary {
  @Override
  public String name() {
    return "neg";
  }
}
