package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = xᵖ} for a constant exponent; {@code dx = g·p·xᵖ⁻¹}.
 *
 * @param exponent the exponent p
 */
public record Power(double exponent) implements Unary {
  @Override
  public String name() {
    return "pow";
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return List.of(gradOut.times(y.input(0).pow(exponent - 1)).times(exponent));
  }
}
