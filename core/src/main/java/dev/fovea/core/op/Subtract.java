package dev.fovea.core.op;

/** {@code y = a − b}. */
public record Subtract() implements Binary {
  @Override
  public String name() {
    return "sub";
  }
}
