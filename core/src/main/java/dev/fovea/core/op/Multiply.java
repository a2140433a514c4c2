package dev.fovea.core.op;

/** {@code y = a·b}; {@code da = g·b}, {@code db = g·a}. */
public record Multiply() implements Binary {
  @Override
  public String name() {
    return "mul";
  }
}
