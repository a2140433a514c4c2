package dev.fovea.core.op;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.List;

/**
 * Joins tensors along one axis; all other axes must be equal.
 *
 * @param axis the axis along which the tensors follow one another
 */
public record Concatenate(int axis) implements Rearrangement {
  @Override
  public String name() {
    return "cat";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape first = inputs.getFirst();
    int total = 0;
    for (Shape shape : inputs) {
      if (shape.rank() != first.rank() || !shape.with(axis, 0).equals(first.with(axis, 0))) {
        throw ShapeError.of("cat: shapes differ outside the joined axis")
            .fact("inputs", inputs)
            .fact("axis", axis);
      }
      total += shape.dim(axis);
    }
    return first.with(axis, total);
  }

  @Override
  public DType outputType(List<DType> inputs) {
    if (inputs.stream().distinct().count() > 1) {
      throw ShapeError.of("cat: inputs differ in type").fact("types", inputs);
    }
    return inputs.getFirst();
  }
}
