package dev.fovea.core.op;

/** True where {@code a = b}. */
public record Equal() implements Comparison {
  @Override
  public String name() {
    return "equal";
  }
}
