package dev.fovea.core.op;

/**
 * {@code y = a / b}; {@code da = g / b}, {@code db = −g·y / b}. Quotients of whole numbers are cut
 * toward zero, other than in PyTorch.
 */
public record Divide() implements Binary {
  @Override
  public String name() {
    return "div";
  }
}
