package dev.fovea.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    List<@Nullable Tensor> parts = new ArrayList<>();
    int start = 0;
    for (Tensor input : y.inputs()) {
      parts.add(gradOut.narrow(axis, start, input.shape().dim(axis)));
      start += input.shape().dim(axis);
    }
    return parts;
  }
}
