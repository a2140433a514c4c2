package dev.fovea.core.op;

/** True where {@code a < b}. */
public record Less() implements Comparison {
  @Override
  public String name() {
    return "less";
  }
}
