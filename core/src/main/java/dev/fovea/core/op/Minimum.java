package dev.fovea.core.op;

/** {@code y = min(a, b)}; the gradient goes to the smaller input, half to each of equal ones. */
public record Minimum() implements Binary {
  @Override
  public String name() {
    return "minimum";
  }
}
