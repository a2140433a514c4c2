package dev.fovea.data;

import java.util.List;
import java.util.Map;

/**
 * Multiplies every value by a number: {@code y = factor · x}, computed in double precision and
 * rounded once. With {@link #bytesToUnit()} the result equals {@code x / 255} of PyTorch's {@code
 * ToTensor} to the bit.
 *
 * @param factor any finite number
 */
public record ScaleBy(double factor) implements ValueTransform {
  /** Checks the number. */
  public ScaleBy {
    if (!Double.isFinite(factor)) {
      throw Problem.of("scale: the factor is not finite").with("found", factor).asBadArgument();
    }
  }

  /** Turns bytes 0 to 255 into 0 to 1. */
  public static ScaleBy bytesToUnit() {
    return new ScaleBy(1.0 / 255.0);
  }

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public Map<String, List<Double>> numbers() {
    return Map.of("factor", List.of(factor));
  }

  @Override
  public float apply(float value, int channel) {
    return (float) (value * factor);
  }
}
