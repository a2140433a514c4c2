package dev.fovea.nn.layer;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.LayerConfig;
import dev.fovea.nn.Pass;
import dev.fovea.nn.init.Initializer;
import dev.fovea.nn.param.NewParams;
import java.util.Optional;

/**
 * Affine map {@code y = x·Wᵀ + b}, also called a dense layer.
 *
 * <p>Shapes: {@code x [N, in]} to {@code y [N, out]}; {@code weight [out, in]}; {@code bias [out]}.
 *
 * @param weight the matrix
 * @param bias one number per output, if any
 */
public record Linear(Param weight, Optional<Param> bias) implements BasicLayer {
  /** A map to this many outputs, its inputs still open. */
  public static Config config(int outputs) {
    return new Config(outputs, true, Initializer.pytorchDefault());
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor y = x.linear(weight.value());
    return bias.map(b -> y.plus(b.value())).orElse(y);
  }

  /**
   * A linear layer whose number of inputs is not known yet.
   *
   * @param outputs output features
   * @param hasBias whether one number per output is added
   * @param weights how the weight starts
   */
  public record Config(int outputs, boolean hasBias, Initializer weights) implements LayerConfig {
    /** With or without a bias. */
    public Config bias(boolean wanted) {
      return new Config(outputs, wanted, weights);
    }

    /** With another start of the weight; the bias then starts as goes with it, mostly 0. */
    public Config weights(Initializer initializer) {
      return new Config(outputs, hasBias, initializer);
    }

    @Override
    public String kind() {
      return "linear";
    }

    @Override
    public Linear build(Shape input, Seed seed) {
      if (input.rank() != 1) {
        throw ShapeError.of("linear: wrong number of axes")
            .fact("input", input + " (one example)")
            .fact("expected", "[features]")
            .fact("but was", input.rank() + " axes")
            .hint("flatten first");
      }
      Shape shape = Shape.of(outputs, input.dim(0));
      Initializer.Fan fan = Initializer.Fan.of(shape);
      return new Linear(
          NewParams.weight(weights, shape, fan, seed),
          NewParams.bias(hasBias, weights, outputs, fan, seed));
    }
  }
}
