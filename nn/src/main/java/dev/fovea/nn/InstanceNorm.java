package dev.fovea.nn;

import dev.fovea.core.ShapeError;
import dev.fovea.core.Tensor;
import java.util.stream.IntStream;

/**
 * Instance normalisation (Ulyanov et al. 2016): each channel of each example brought to mean 0 and
 * variance 1. Without weights and running values, as by default in PyTorch.
 *
 * <p>Shapes: {@code x} and {@code y} {@code [N, C, …]} with at least one spatial axis.
 *
 * @param epsilon what is added to the variance; PyTorch's default is 10⁻⁵
 */
public record InstanceNorm(double epsilon) implements Layer {
  /** With PyTorch's ε of 10⁻⁵. */
  public static InstanceNorm of() {
    return new InstanceNorm(1e-5);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    int rank = x.shape().rank();
    if (rank < 3) {
      throw ShapeError.of("instance_norm: wrong number of axes")
          .fact("input", x.shape())
          .fact("expected", "[N, C, L] or [N, C, H, W]");
    }
    return Standardised.over(x, epsilon, IntStream.range(2, rank).toArray());
  }
}
