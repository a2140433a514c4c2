package dev.fovea.nn;

import dev.fovea.core.Parameter;
import dev.fovea.core.Seed;
import dev.fovea.core.Shape;
import dev.fovea.core.Tensor;

/**
 * A table of vectors, looked up by number.
 *
 * <p>Shapes: {@code x [N, …]} of whole numbers to {@code y [N, …, size]}; {@code weight [entries,
 * size]}.
 *
 * @param weight the table
 */
public record Embedding(Parameter weight) implements Layer {
  /** A table of normal deviates, as PyTorch starts it. */
  public static Embedding of(int entries, int size, Seed seed) {
    Shape shape = Shape.of(entries, size);
    Initializer.Fan fan = Initializer.Fan.of(shape);
    return new Embedding(Weights.weight(Initializer.normal(1), shape, fan, seed));
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
