package dev.fovea.core.op;

/** Logistic function {@code y = 1 / (1 + e⁻ˣ)}; {@code dx = g·y·(1 − y)}. */
public record Sigmoid() implements Unary {
  @Override
  public String name() {
    return "sigmoid";
  }
}
