package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code y = min(a, b)}; the gradient goes to the smaller input, half to each of equal ones. */
public record Minimum() implements Binary {
  @Override
  public String name() {
    return "minimum";
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    Tensor half = gradOut.times(0.5);
    Tensor larger = gradOut.where(y.input(0).greater(y.input(1)), 0);
    Tensor smaller = gradOut.where(y.input(0).less(y.input(1)), 0);
    Tensor tie = half.where(y.input(0).equal(y.input(1)), 0);
    return List.of(smaller.plus(tie), larger.plus(tie));
  }
}
