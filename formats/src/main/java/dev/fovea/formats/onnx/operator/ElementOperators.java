package dev.fovea.formats.onnx.operator;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.formats.onnx.proto.Attribute;
import dev.fovea.formats.onnx.proto.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Operators that work element by element. */
final class ElementOperators {
  /** Numbers from here on have no fraction in double precision. */
  private static final double WHOLE = 0x1p52;

  static final Map<String, Operator> ALL =
      Map.ofEntries(
          binary("Add", Tensor::plus),
          binary("Sub", Tensor::minus),
          binary("Mul", Tensor::times),
          binary("Div", Tensor::dividedBy),
          binary("Pow", ElementOperators::power),
          binary("Mod", ElementOperators::remainder),
          Map.entry("PRelu", Operator.of(ElementOperators::prelu)),
          many("Sum", Tensor::plus),
          many("Max", Tensor::maximum),
          many("Min", Tensor::minimum),
          Map.entry("Mean", Operator.of(ElementOperators::mean)),
          unary("Neg", Tensor::negate),
          unary("Abs", Tensor::abs),
          unary("Sign", Tensor::sign),
          unary("Sqrt", Tensor::sqrt),
          unary("Exp", Tensor::exp),
          unary("Log", Tensor::log),
          unary("Erf", Tensor::erf),
          unary("Reciprocal", x -> like(x, 1).dividedBy(x)),
          unary("Floor", ElementOperators::floor),
          unary("Ceil", x -> floor(x.negate()).negate()),
          unary("Round", ElementOperators::round),
          unary("Relu", x -> x.dtype().isFloating() ? x.relu() : x.maximum(like(x, 0))),
          unary("Sigmoid", Tensor::sigmoid),
          unary("Tanh", Tensor::tanh),
          unary("Softplus", Tensor::softplus),
          unary("Softsign", x -> x.dividedBy(x.abs().plus(1))),
          unary("HardSwish", Tensor::hardSwish),
          unary("Mish", x -> x.times(x.softplus().tanh())),
          unary("Identity", x -> x),
          Map.entry("Gelu", Operator.of(ElementOperators::gelu)),
          option("LeakyRelu", (x, call) -> x.leakyRelu(call.real("alpha", 0.01))),
          option("Elu", (x, call) -> x.elu(call.real("alpha", 1))),
          option("Celu", (x, call) -> celu(x, call.real("alpha", 1))),
          option("Selu", ElementOperators::selu),
          option(
              "ThresholdedRelu",
              (x, call) -> x.where(x.greater(like(x, call.real("alpha", 1))), 0)),
          option(
              "HardSigmoid",
              (x, call) ->
                  x.times(call.real("alpha", 0.2)).plus(call.real("beta", 0.5)).clip(0, 1)),
          option("Swish", (x, call) -> x.times(x.times(call.real("alpha", 1)).sigmoid())),
          Map.entry("Clip", Operator.of(ElementOperators::clip)),
          Map.entry("Dropout", ElementOperators::dropout),
          Map.entry("Cast", Operator.of(call -> call.x().to(castType(call)))),
          Map.entry("CastLike", Operator.of(call -> call.x().to(call.input(1).dtype()))));

  private ElementOperators() {}

  // ---- kinds ----

  private static Map.Entry<String, Operator> unary(String name, UnaryOperator<Tensor> function) {
    return Map.entry(name, Operator.of(call -> function.apply(call.x())));
  }

  private static Map.Entry<String, Operator> option(
      String name, BiFunction<Tensor, Call, Tensor> function) {
    return Map.entry(name, Operator.of(call -> function.apply(call.x(), call)));
  }

  private static Map.Entry<String, Operator> binary(String name, BinaryOperator<Tensor> function) {
    return Map.entry(name, Operator.of(call -> function.apply(call.x(), second(call))));
  }

  private static Map.Entry<String, Operator> many(String name, BinaryOperator<Tensor> function) {
    return Map.entry(
        name, Operator.of(call -> call.given().stream().reduce(function).orElseGet(call::x)));
  }

  /**
   * The second input. Before version 7 it is repeated only if {@code broadcast} says so, and {@code
   * axis} may say where its axes stand among those of the first.
   */
  static Tensor second(Call call) {
    Tensor other = call.input(1);
    if (call.version() >= 7 || !call.flag("broadcast", false) || !call.has("axis")) {
      return other;
    }
    int rank = call.shape().rank();
    int axis = call.axis("axis", 0);
    int behind = rank - axis - other.shape().rank();
    if (behind < 0) {
      throw call.error("the second input does not fit at the axis")
          .fact("left", call.shape())
          .fact("right", other.shape())
          .fact("axis", axis);
    }
    int[] dims = Arrays.copyOf(other.shape().dims(), other.shape().rank() + behind);
    Arrays.fill(dims, other.shape().rank(), dims.length, 1);
    return other.reshape(Shape.of(dims));
  }

  /** A constant of the type and shape of a tensor. */
  static Tensor like(Tensor x, double value) {
    return Tensor.full(value, x.dtype(), x.shape());
  }

  // ---- arithmetic ----

  private static Tensor mean(Call call) {
    Tensor sum = call.given().stream().reduce(Tensor::plus).orElseGet(call::x);
    return sum.dividedBy(call.given().size());
  }

  /** Without fractions, toward −∞. */
  static Tensor floor(Tensor x) {
    if (!x.dtype().isFloating()) {
      return x;
    }
    Tensor cut = x.to(DType.INT64).to(x.dtype());
    Tensor below = cut.minus(1).where(x.less(cut), cut);
    return below.where(x.abs().less(WHOLE), x);
  }

  /** To the nearest whole number, ties to the even one. */
  private static Tensor round(Tensor x) {
    Tensor up = floor(x.plus(0.5));
    Tensor isTie = up.minus(x).equal(like(x, 0.5));
    Tensor isOdd = floor(up.dividedBy(2)).times(2).less(up);
    return up.minus(1).where(isTie.and(isOdd), up);
  }

  private static Tensor remainder(Tensor x, Tensor y) {
    Tensor quotient = x.dividedBy(y);
    if (x.dtype().isFloating()) {
      Tensor toZero = floor(quotient.abs()).times(quotient.sign());
      return x.minus(toZero.times(y));
    }
    Tensor cut = x.minus(quotient.times(y));
    Tensor isOtherSide = cut.times(y).less(like(cut.times(y), 0));
    return cut.plus(y).where(isOtherSide, cut);
  }

  /**
   * {@code xʸ}. For an exponent that is no constant {@code exp(y·ln|x|)}, with the sign that a
   * whole exponent gives.
   */
  private static Tensor power(Tensor x, Tensor exponent) {
    Tensor base = x.dtype().isFloating() ? x : x.to(DType.FLOAT64);
    if (Known.is(exponent) && exponent.shape().size() == 1) {
      double number = Known.doubles(exponent)[0];
      int rank = Math.max(x.shape().rank(), exponent.shape().rank());
      Tensor shaped = rank == x.shape().rank() ? base : base.reshape(leading(x.shape(), rank));
      return shaped.pow(number).to(x.dtype());
    }
    Tensor y = exponent.to(base.dtype());
    Tensor size = y.times(base.abs().log()).exp();
    Tensor half = y.dividedBy(2);
    Tensor isWhole = floor(y).equal(y);
    Tensor isOdd = isWhole.and(floor(half).less(half));
    Tensor negative = base.less(like(base, 0));
    Tensor signed = size.negate().where(negative.and(isOdd), size);
    Tensor real = like(size, Double.NaN).where(negative.and(isWhole.not()), signed);
    return like(size, 1).where(y.equal(like(y, 0)), real).to(x.dtype());
  }

  private static Shape leading(Shape shape, int rank) {
    Shape longer = shape;
    while (longer.rank() < rank) {
      longer = longer.insert(0, 1);
    }
    return longer;
  }

  // ---- activations ----

  private static Tensor celu(Tensor x, double alpha) {
    Tensor zero = like(x, 0);
    return x.maximum(zero)
        .plus(x.minimum(zero).dividedBy(alpha).exp().minus(1).times(alpha).minimum(zero));
  }

  private static Tensor selu(Tensor x, Call call) {
    boolean isOld = call.version() < 6;
    double alpha = call.real("alpha", isOld ? 1.6732 : 1.67326319217681884765625);
    return x.elu(alpha).times(call.real("gamma", isOld ? 1.0507 : 1.05070102214813232421875));
  }

  /** Before version 7 one slope per channel stands along axis 1. */
  private static Tensor prelu(Call call) {
    Tensor x = call.x();
    Tensor slope = call.input(1);
    boolean isPerChannel =
        call.version() < 7 && slope.shape().rank() == 1 && slope.shape().size() > 1;
    Tensor slopes = isPerChannel ? slope.alongChannels(x.shape().rank()) : slope;
    return x.where(x.greater(0), x.times(slopes));
  }

  private static Tensor gelu(Call call) {
    Tensor x = call.x();
    if (!call.text("approximate", "none").equals("tanh")) {
      return x.gelu();
    }
    Tensor inner = x.plus(x.times(x).times(x).times(0.044715)).times(Math.sqrt(2 / Math.PI));
    return x.times(inner.tanh().plus(1)).times(0.5);
  }

  /** Before version 11 the bounds are options, then inputs. */
  private static Tensor clip(Call call) {
    Tensor x = call.x();
    if (call.version() < 11) {
      return x.clip(
          call.real("min", Double.NEGATIVE_INFINITY), call.real("max", Double.POSITIVE_INFINITY));
    }
    Optional<Tensor> low = call.optional(1);
    Optional<Tensor> high = call.optional(2);
    boolean areNumbers =
        x.dtype().isFloating()
            && low.map(Known::is).orElse(true)
            && high.map(Known::is).orElse(true);
    if (areNumbers) {
      return x.clip(
          low.map(bound -> Known.doubles(bound)[0]).orElse(Double.NEGATIVE_INFINITY),
          high.map(bound -> Known.doubles(bound)[0]).orElse(Double.POSITIVE_INFINITY));
    }
    Tensor raised = low.map(x::maximum).orElse(x);
    return high.map(raised::minimum).orElse(raised);
  }

  /** In evaluation the input itself; the mask says that everything stays. */
  private static List<Tensor> dropout(Call call) {
    double rate =
        call.version() < 12
            ? call.real("ratio", 0.5)
            : call.optional(1).map(_ -> call.doubles(1)[0]).orElse(0.5);
    Tensor y = call.pass().dropout(call.x(), rate);
    return List.of(y, Tensor.full(1, DType.BOOL, call.shape()));
  }

  // ---- types ----

  private static DType castType(Call call) {
    if (call.node().attributes().get("to") instanceof Attribute.Text(String word)) {
      for (TensorType type : TensorType.values()) {
        if (type.name().equals(word)) {
          return type.element().dtype();
        }
      }
      throw call.wrong("to", "an element type");
    }
    return TensorType.numbered(call.whole("to", 0))
        .orElseThrow(() -> call.wrong("to", "an element type that is known here"))
        .element()
        .dtype();
  }
}
