package dev.fovea.nn;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;

/**
 * What a layer remembers but no optimizer trains: running statistics, counters. It is saved with
 * the model.
 *
 * @param parameter the value and its name
 */
public record StateBuffer(Param parameter) {
  /** A buffer that starts with a copy of the given value. */
  public static StateBuffer of(String name, Tensor initial) {
    return new StateBuffer(Param.of(name, initial));
  }

  /** The value as a tensor of the graph. */
  public Tensor value() {
    return parameter.value();
  }
}
