package dev.fovea.nn.norm;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.LayerConfig;
import dev.fovea.nn.Pass;
import dev.fovea.nn.param.NewParams;

/**
 * Group normalization (Wu and He 2018): the channels of each example in groups, each group brought
 * to mean 0 and variance 1, then each channel scaled and shifted.
 *
 * <p>Shapes: {@code x} and {@code y} {@code [N, C, …]}; {@code weight} and {@code bias} {@code
 * [C]}.
 *
 * @param groups how many groups
 * @param weight the scale of each channel
 * @param bias the center of each channel
 * @param epsilon what is added to the variance; PyTorch's default is 10⁻⁵
 */
public record GroupNorm(int groups, Param weight, Param bias, double epsilon) implements NormLayer {
  public GroupNorm {
    if (groups < 1 || weight.shape().size() % groups != 0) {
      throw ShapeError.of("group_norm: groups do not divide the channels")
          .fact("channels", weight.shape().size())
          .fact("but was", groups + " groups");
    }
  }

  /** This many groups, their channels still open. */
  public static LayerConfig config(int groups) {
    return new LayerConfig() {
      @Override
      public String kind() {
        return "groupnorm";
      }

      @Override
      public GroupNorm build(Shape input, Seed seed) {
        return of(groups, input.dim(0));
      }
    };
  }

  /** This many groups of this many channels in all, as it starts. */
  public static GroupNorm of(int groups, int channels) {
    return new GroupNorm(
        groups,
        NewParams.constant("weight", 1, Shape.of(channels)),
        NewParams.constant("bias", 0, Shape.of(channels)),
        1e-5);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Shape shape = x.shape();
    if (shape.rank() < 2 || shape.dim(1) != weight.shape().size()) {
      throw ShapeError.of("group_norm: the input does not fit")
          .fact("input", shape)
          .fact("expected", "[N, C, …] with C = " + weight.shape().size());
    }
    Tensor grouped = x.reshape(shape.dim(0), groups, -1);
    Tensor y = Standardized.over(grouped, epsilon, 2).reshape(shape);
    int rank = shape.rank();
    return y.times(weight.value().alongChannels(rank)).plus(bias.value().alongChannels(rank));
  }
}
