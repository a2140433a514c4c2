package dev.fovea.core.op;

/** {@code y = x}, but a constant to the gradient. */
public record StopGradient() implements Unary {
  @Override
  public String name() {
    return "detach";
  }
}
