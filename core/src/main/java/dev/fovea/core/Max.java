package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

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

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    Tensor x = y.input(0);
    Tensor largest = x.equal(y.restore(axes, x.shape())).to(x.dtype());
    Tensor ties = Tensor.apply(new Sum(axes), largest);
    return List.of(gradOut.dividedBy(ties).restore(axes, x.shape()).times(largest));
  }
}
