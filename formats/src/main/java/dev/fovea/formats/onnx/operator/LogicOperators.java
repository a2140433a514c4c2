package dev.fovea.formats.onnx.operator;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import java.util.Map;
import java.util.function.BinaryOperator;

/** Comparisons, truth values, choices. */
final class LogicOperators {
  static final Map<String, Operator> ALL =
      Map.ofEntries(
          of("Equal", LogicOperators::equal),
          of("Less", Tensor::less),
          of("LessOrEqual", Tensor::lessOrEqual),
          of("Greater", Tensor::greater),
          of("GreaterOrEqual", Tensor::greaterOrEqual),
          of("And", Tensor::and),
          of("Or", Tensor::or),
          of("Xor", (a, b) -> a.or(b).and(a.and(b).not())),
          Map.entry("Not", Operator.of(call -> call.x().not())),
          Map.entry("Where", Operator.of(call -> call.input(1).where(call.x(), call.input(2)))),
          Map.entry("IsNaN", Operator.of(call -> call.x().equal(call.x()).not())),
          Map.entry(
              "IsInf",
              Operator.of(call -> {
                Tensor x = call.x();
                Tensor infinite = ElementOperators.like(x, Double.POSITIVE_INFINITY);
                Tensor above =
                    call.flag("detect_positive", true)
                        ? x.equal(infinite)
                        : Tensor.full(0, DType.BOOL, x.shape());
                return call.flag("detect_negative", true)
                    ? above.or(x.equal(infinite.negate()))
                    : above;
              })));

  private LogicOperators() {}

  private static Map.Entry<String, Operator> of(String name, BinaryOperator<Tensor> function) {
    return Map.entry(
        name, Operator.of(call -> function.apply(call.x(), ElementOperators.second(call))));
  }

  private static Tensor equal(Tensor a, Tensor b) {
    return a.dtype() == DType.BOOL ? a.to(DType.INT32).equal(b.to(DType.INT32)) : a.equal(b);
  }
}
