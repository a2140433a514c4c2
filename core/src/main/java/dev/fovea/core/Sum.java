package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

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

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return List.of(gradOut.restore(axes, y.input(0).shape()));
  }
}
