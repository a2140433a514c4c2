package dev.fovea.nn.layer;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Pass;
import java.util.List;

/**
 * Borders taken off signals {@code [N, C, L]} or images {@code [N, C, H, W]}: the opposite of
 * {@link ZeroPad}.
 *
 * @param before how many positions before each spatial axis
 * @param after how many positions after each spatial axis
 */
public record Crop(List<Integer> before, List<Integer> after) implements BasicLayer {
  public Crop {
    before = List.copyOf(before);
    after = List.copyOf(after);
    boolean isNegative =
        before.stream().anyMatch(size -> size < 0) || after.stream().anyMatch(size -> size < 0);
    if (before.size() != after.size() || isNegative) {
      throw ShapeError.of("crop: sizes out of range")
          .fact("expected", "as many before as after, none negative")
          .fact("but was", before + " and " + after);
    }
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    if (x.shape().rank() != before.size() + 2) {
      throw ShapeError.of("crop: wrong number of axes")
          .fact("input", x.shape())
          .fact("expected", before.size() + 2 + " axes");
    }
    Tensor y = x;
    for (int axis = 0; axis < before.size(); axis++) {
      int left = y.shape().dim(axis + 2) - before.get(axis) - after.get(axis);
      if (left < 1) {
        throw ShapeError.of("crop: nothing is left")
            .fact("input", x.shape())
            .fact("before", before)
            .fact("after", after);
      }
      y = y.narrow(axis + 2, before.get(axis), left);
    }
    return y;
  }
}
