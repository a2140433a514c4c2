package dev.fovea.core.op;

import java.util.List;

/**
 * The sum over some axes, which disappear; the gradient is the same for every summand.
 *
 * @param axes the summed axes, ascending
 */
public record Sum(List<Integer> axes) implements Reduction {
  public Sum {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return "sum";
  }
}
