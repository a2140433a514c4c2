package dev.fovea.nn.network;

import dev.fovea.nn.Layer;
import dev.fovea.nn.Summary;
import java.util.Optional;

/** A whole network: a layer that may know what it takes, and that can be cut. */
public interface Model extends Layer {
  /** The shape of one example and its type, if they are known. */
  Optional<Sequential.Input> input();

  /**
   * The part of the network that leads to the layer at a path, sharing its parameters: what its
   * output looks like.
   *
   * @throws IllegalArgumentException if there is no such layer
   */
  Model upTo(String path);

  @Override
  Model replace(String path, Layer replacement);

  /**
   * A table of the layers, their output shapes and numbers of parameters.
   *
   * @throws IllegalStateException if the shape of the examples is not known: use {@link
   *     #summary(dev.fovea.core.shape.Shape)}
   */
  default Summary summary() {
    Sequential.Input known =
        input()
            .orElseThrow(() ->
                new IllegalStateException(
                    "summary: the shape of an example is not known; call summary(Shape.of(…))"));
    return Summary.of(this, known.example(), known.dtype());
  }
}
