package dev.fovea.core.op;

import dev.fovea.core.shape.Shape;
import java.util.List;

/**
 * {@code yᵢ = xᵢ − ln Σⱼ exp(xⱼ)} along one axis, without overflow; {@code dx = g − eʸ·Σ g}.
 *
 * @param axis the axis along which {@code exp(y)} sums to 1
 */
public record LogSoftmax(int axis) implements Op {
  @Override
  public String name() {
    return "log_softmax";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return inputs.getFirst();
  }
}
