package dev.fovea.formats.onnx.operator;

import dev.fovea.core.Tensor;
import java.util.List;
import java.util.function.Function;

/** What an operator of ONNX computes. */
@FunctionalInterface
interface Operator {
  /** Records it. */
  List<Tensor> compute(Call call);

  /** An operator of one output. */
  static Operator of(Function<Call, Tensor> function) {
    return call -> List.of(function.apply(call));
  }
}
