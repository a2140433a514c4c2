package dev.fovea.nn.layer;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Junction;
import dev.fovea.nn.Pass;
import java.util.List;

/**
 * Several tensors joined along an axis; their other sizes are the same.
 *
 * @param axis of one example, counted from 0 after the batch axis: 0 is that of the channels
 */
public record Concatenation(int axis) implements Junction, BasicLayer {
  public Concatenation {
    if (axis < 0) {
      throw ShapeError.of("concatenation: axis out of range")
          .fact("expected", "0 or more")
          .fact("but was", axis);
    }
  }

  @Override
  public List<Tensor> forward(List<Tensor> inputs, Pass pass) {
    if (inputs.isEmpty()) {
      throw ShapeError.of("concatenation: wrong number of inputs")
          .fact("expected", "at least 1")
          .fact("but was", 0);
    }
    return List.of(Tensor.concatenate(axis + 1, inputs.toArray(Tensor[]::new)));
  }
}
