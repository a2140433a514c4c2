package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = a / b}; {@code da = g / b}, {@code db = −g·y / b}. Quotients of whole numbers are cut
 * toward zero, other than in PyTorch.
 */
public record Divide() implements Binary {
  @Override
  public String name() {
    return "div";
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    Tensor overB = gradOut.dividedBy(y.input(1));
    return List.of(overB, overB.times(y).negate());
  }
}
