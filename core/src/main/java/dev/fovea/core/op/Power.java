package dev.fovea.core.op;

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
}
