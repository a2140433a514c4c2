package dev.fovea.core.op;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.List;

/**
 * The index of the largest element along one axis, which disappears; the first of several. The
 * result is {@link DType#INT64} and has no gradient.
 *
 * @param axis the searched axis
 */
public record ArgMax(int axis) implements Reduction {
  @Override
  public String name() {
    return "argmax";
  }

  @Override
  public List<Integer> axes() {
    return List.of(axis);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    if (inputs.getFirst().dim(axis) == 0) {
      throw ShapeError.of("argmax: the axis is empty")
          .fact("input", inputs.getFirst())
          .fact("axis", axis);
    }
    return inputs.getFirst().without(axis);
  }

  @Override
  public DType outputType(List<DType> inputs) {
    return DType.INT64;
  }
}
