package dev.fovea.nn.norm;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.LayerConfig;
import dev.fovea.nn.Pass;
import dev.fovea.nn.param.NewParams;
import java.util.stream.IntStream;

/**
 * Layer normalization (Ba et al. 2016): each example brought to mean 0 and variance 1 over its last
 * axes, then scaled and shifted element by element.
 *
 * <p>Shapes: {@code x} and {@code y} {@code [N, …, …normalized]}; {@code weight} and {@code bias}
 * {@code [normalized]}.
 *
 * @param weight the scale of each element
 * @param bias the center of each element
 * @param epsilon what is added to the variance; PyTorch's default is 10⁻⁵
 */
public record LayerNorm(Param weight, Param bias, double epsilon) implements NormLayer {
  /** Over all axes of an example, whose sizes are still open. */
  public static LayerConfig config() {
    return new LayerConfig() {
      @Override
      public String kind() {
        return "layernorm";
      }

      @Override
      public LayerNorm build(Shape input, Seed seed) {
        return of(input);
      }
    };
  }

  /** Over the last axes, of these sizes, as it starts. */
  public static LayerNorm of(Shape normalized) {
    return new LayerNorm(
        NewParams.constant("weight", 1, normalized),
        NewParams.constant("bias", 0, normalized),
        1e-5);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Shape shape = x.shape();
    int first = shape.rank() - weight.shape().rank();
    boolean fits = first >= 0;
    for (int axis = Math.max(first, 0); axis < shape.rank() && fits; axis++) {
      fits = shape.dim(axis) == weight.shape().dim(axis - first);
    }
    if (!fits) {
      throw ShapeError.of("layer_norm: the input does not fit")
          .fact("input", shape)
          .fact("expected", "last axes " + weight.shape());
    }
    int[] axes = IntStream.range(first, shape.rank()).toArray();
    return Standardized.over(x, epsilon, axes).times(weight.value()).plus(bias.value());
  }
}
