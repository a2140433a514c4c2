package dev.fovea.core.op;

/** {@code y = max(a, b)}; the gradient goes to the larger input, half to each of equal ones. */
public record Maximum() implements Binary {
  @Override
  public String name() {
    return "maximum";
  }
}
