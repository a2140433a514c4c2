package dev.fovea.nn.layer;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.nn.LayerConfig;
import dev.fovea.nn.Pass;
import dev.fovea.nn.init.Initializer;
import dev.fovea.nn.param.NewParams;

/**
 * A table of vectors, looked up by number.
 *
 * <p>Shapes: {@code x [N, …]} of whole numbers to {@code y [N, …, size]}; {@code weight [entries,
 * size]}.
 *
 * @param weight the table
 */
public record Embedding(Param weight) implements BasicLayer {
  /** A table of normal deviates, as PyTorch starts it. */
  public static Embedding of(int entries, int size, Seed seed) {
    Shape shape = Shape.of(entries, size);
    Initializer.Fan fan = Initializer.Fan.of(shape);
    return new Embedding(NewParams.weight(Initializer.normal(1), shape, fan, seed));
  }

  /** A table that starts when the network is built. */
  public static LayerConfig config(int entries, int size) {
    return new LayerConfig() {
      @Override
      public String kind() {
        return "embedding";
      }

      @Override
      public Embedding build(Shape input, Seed seed) {
        return of(entries, size, seed);
      }
    };
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return weight.value().rows(x);
  }
}
