package dev.fovea.core.op;

/** Natural logarithm {@code y = ln x}; {@code dx = g / x}. */
public record Log() implements Unary {
  @Override
  public String name() {
    return "log";
  }
}
