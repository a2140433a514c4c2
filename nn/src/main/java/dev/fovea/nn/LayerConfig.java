package dev.fovea.nn;

import dev.fovea.core.Seed;
import dev.fovea.core.shape.Shape;
import dev.fovea.nn.network.Sequential;

/**
 * A layer whose input sizes are not known yet: the first of two steps, configuration to layer. When
 * a {@link Sequential} is built, each configuration is given the shape that reaches it.
 */
@FunctionalInterface
public interface LayerConfig {
  /**
   * Makes the layer.
   *
   * @param input the sizes of one example, without the batch axis: {@code [C, H, W]}, {@code [C,
   *     L]} or {@code [features]}
   * @param seed where its first weights come from
   * @throws dev.fovea.core.shape.ShapeError if no such layer can take this input
   */
  Layer build(Shape input, Seed seed);

  /** What the automatic names of such layers start with. */
  default String kind() {
    return "layer";
  }
}
