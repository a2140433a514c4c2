package dev.fovea.core.op;

/** Gauss error function; {@code dx = g·2/√π·exp(−x²)}. */
public record Erf() implements Unary {
  @Override
  public String name() {
    return "erf";
  }
}
