package dev.fovea.core.op;

import java.util.List;

/**
 * The largest element over some axes, which disappear. The gradient is shared equally by the
 * largest elements if there are several (as PyTorch's {@code amax}).
 *
 * @param axes the folded axes, ascending
 */
public record Max(List<Integer> axes) implements Reduction {
  public Max {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return "max";
  }
}
