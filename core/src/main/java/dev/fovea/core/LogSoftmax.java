package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

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

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    List<Integer> along = List.of(axis);
    Tensor total = Tensor.apply(new Sum(along), gradOut).restore(along, y.shape());
    return List.of(gradOut.minus(y.exp().times(total)));
  }
}
