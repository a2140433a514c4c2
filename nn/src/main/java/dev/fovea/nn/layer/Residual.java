package dev.fovea.nn.layer;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Pass;
import java.util.Optional;

/**
 * A body beside a shortcut, and the sum of both (He et al. 2016): {@code y = body(x) +
 * shortcut(x)}.
 *
 * @param body the layers that learn the difference
 * @param shortcut what the input passes on its way round; nothing if empty
 */
public record Residual(Layer body, Optional<Layer> shortcut) implements BasicLayer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor y = pass.call("body", body, x);
    Tensor past = shortcut.map(layer -> pass.call("shortcut", layer, x)).orElse(x);
    if (!past.shape().equals(y.shape())) {
      throw ShapeError.of("residual: body and shortcut give different shapes")
          .fact("input", x.shape())
          .fact("body", y.shape())
          .fact("shortcut", past.shape())
          .hint("give a shortcut, such as a 1×1 convolution of the body's stride");
    }
    return y.plus(past);
  }
}
