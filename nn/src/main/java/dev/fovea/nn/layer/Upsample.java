package dev.fovea.nn.layer;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Pass;
import java.util.Arrays;
import java.util.List;

/**
 * Each position of a signal {@code [N, C, L]} or image {@code [N, C, H, W]} repeated: upsampling to
 * the nearest.
 *
 * @param factors how often, one number per spatial axis
 */
public record Upsample(List<Integer> factors) implements BasicLayer {
  public Upsample {
    factors = List.copyOf(factors);
    if (factors.isEmpty() || factors.stream().anyMatch(factor -> factor < 1)) {
      throw ShapeError.of("upsample: factors out of range")
          .fact("expected", "a whole number of at least 1 a spatial axis")
          .fact("but was", factors);
    }
  }

  /** By these factors, one a spatial axis. */
  public static Upsample by(int... perAxis) {
    return new Upsample(Arrays.stream(perAxis).boxed().toList());
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    if (x.shape().rank() != factors.size() + 2) {
      throw ShapeError.of("upsample: wrong number of axes")
          .fact("input", x.shape())
          .fact("expected", factors.size() + 2 + " axes");
    }
    Tensor y = x;
    for (int axis = 2; axis < x.shape().rank(); axis++) {
      y = repeated(y, axis, factors.get(axis - 2));
    }
    return y;
  }

  private static Tensor repeated(Tensor x, int axis, int times) {
    if (times == 1) {
      return x;
    }
    Shape shape = x.shape();
    Shape larger = shape.with(axis, Math.multiplyExact(shape.dim(axis), times));
    Shape single = shape.insert(axis + 1, 1);
    return x.reshape(single).broadcastTo(single.with(axis + 1, times)).reshape(larger);
  }
}
