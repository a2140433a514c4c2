package dev.fovea.core;

import dev.fovea.core.shape.ShapeError;

/**
 * A new value for a parameter, written when the graph runs. All updates of a run see the values
 * from before the run.
 *
 * @param target the parameter that changes
 * @param value its new value, of the same shape and type
 */
public record Update(Param target, Tensor value) {
  public Update {
    if (!value.shape().equals(target.shape()) || value.dtype() != target.dtype()) {
      throw ShapeError.of("update: the new value does not fit the parameter")
          .fact("parameter", target.name())
          .fact("expected", target.shape() + " " + target.dtype())
          .fact("but was", value.shape() + " " + value.dtype());
    }
  }
}
