package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

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

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    List<Integer> along = List.of(axis);
    Tensor mean = Tensor.apply(new Sum(along), gradOut.times(y)).restore(along, y.shape());
    return List.of(y.times(gradOut.minus(mean)));
  }
}
