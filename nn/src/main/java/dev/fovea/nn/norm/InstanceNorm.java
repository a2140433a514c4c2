package dev.fovea.nn.norm;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Pass;
import dev.fovea.nn.param.NewParams;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Instance normalization (Ulyanov et al. 2016): each channel of each example brought to mean 0 and
 * variance 1. Without running values; by default without weights, as in PyTorch.
 *
 * <p>Shapes: {@code x} and {@code y} {@code [N, C, …]} with at least one spatial axis.
 *
 * @param weight the scale of each channel, {@code [C]}, if any
 * @param bias the center of each channel, {@code [C]}, if any
 * @param epsilon what is added to the variance; PyTorch's default is 10⁻⁵
 */
public record InstanceNorm(Optional<Param> weight, Optional<Param> bias, double epsilon)
    implements NormLayer {
  /** Without weights. */
  public static InstanceNorm of() {
    return new InstanceNorm(Optional.empty(), Optional.empty(), 1e-5);
  }

  /** With a scale and a center for each of this many channels. */
  public static InstanceNorm affine(int channels) {
    Shape shape = Shape.of(channels);
    return new InstanceNorm(
        Optional.of(NewParams.constant("weight", 1, shape)),
        Optional.of(NewParams.constant("bias", 0, shape)),
        1e-5);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    int rank = x.shape().rank();
    if (rank < 3) {
      throw ShapeError.of("instance_norm: wrong number of axes")
          .fact("input", x.shape())
          .fact("expected", "[N, C, L] or [N, C, H, W]");
    }
    Tensor y = Standardized.over(x, epsilon, IntStream.range(2, rank).toArray());
    Tensor scaled = weight.map(w -> y.times(w.value().alongChannels(rank))).orElse(y);
    return bias.map(b -> scaled.plusChannels(b.value())).orElse(scaled);
  }
}
