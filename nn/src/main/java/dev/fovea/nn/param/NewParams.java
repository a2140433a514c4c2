package dev.fovea.nn.param;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.core.shape.Window;
import dev.fovea.nn.init.Initializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** First weights and biases, each from a seed of its own. */
public final class NewParams {
  private NewParams() {}

  public static Param weight(Initializer how, Shape shape, Initializer.Fan fan, Seed seed) {
    return Param.of("weight", how.values(shape, fan, seed.split("weight")));
  }

  public static Optional<Param> bias(
      boolean wanted, Initializer weights, int size, Initializer.Fan fan, Seed seed) {
    if (!wanted) {
      return Optional.empty();
    }
    Tensor first = weights.bias().values(Shape.of(size), fan, seed.split("bias"));
    return Optional.of(Param.of("bias", first));
  }

  /** All the same number, set without a program of its own. */
  public static Param constant(String name, double value, Shape shape) {
    Param parameter = Param.zeros(name, DType.FLOAT32, shape);
    for (int i = 0; i < shape.size() && value != 0; i++) {
      parameter.storage().put(i, value);
    }
    return parameter;
  }

  /** The shape {@code [first, second, …kernel]}. */
  public static Shape shape(int first, int second, Window window) {
    List<Integer> dims = new ArrayList<>(List.of(first, second));
    dims.addAll(window.kernel());
    return Shape.of(dims);
  }

  /** Groups must divide the channels on both sides. */
  public static void checkGroups(String name, int in, int out, int groups) {
    if (groups < 1 || in % groups != 0 || out % groups != 0) {
      throw ShapeError.of(name + ": groups do not divide the channels")
          .fact("input", in + " channels")
          .fact("output", out + " channels")
          .fact("but was", groups + " groups");
    }
  }

  public static void checkInput(String layer, Shape input, int spatialAxes) {
    if (input.rank() != spatialAxes + 1) {
      throw ShapeError.of(layer + ": wrong number of axes")
          .fact("input", input + " (one example)")
          .fact("expected", spatialAxes == 1 ? "[C, L]" : "[C, H, W]")
          .fact("but was", input.rank() + (input.rank() == 1 ? " axis" : " axes"));
    }
  }
}
