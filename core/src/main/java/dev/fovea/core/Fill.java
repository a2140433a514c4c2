package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of one constant.
 *
 * @param value the constant
 * @param dtype its type
 * @param shape the tensor's shape
 */
public record Fill(double value, DType dtype, Shape shape) implements Op {
  @Override
  public String name() {
    return "full";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return shape;
  }

  @Override
  public DType outputType(List<DType> inputs) {
    return dtype;
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return List.of();
  }
}
