package dev.fovea.core.op;

import dev.fovea.core.shape.Shape;
import java.util.List;

/**
 * {@code yᵢ = exp(xᵢ − max x) / Σⱼ exp(xⱼ − max x)} along one axis; {@code dx = y·(g − Σ g·y)}.
 *
 * @param axis the axis along which the result sums to 1
 */
public record Softmax(int axis) implements Op {
  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return inputs.getFirst();
  }
}
