package dev.fovea.core.scalar;

import dev.fovea.core.op.Abs;
import dev.fovea.core.op.Add;
import dev.fovea.core.op.And;
import dev.fovea.core.op.Binary;
import dev.fovea.core.op.Cast;
import dev.fovea.core.op.Divide;
import dev.fovea.core.op.Elementwise;
import dev.fovea.core.op.Equal;
import dev.fovea.core.op.Erf;
import dev.fovea.core.op.Exp;
import dev.fovea.core.op.Less;
import dev.fovea.core.op.LessOrEqual;
import dev.fovea.core.op.Log;
import dev.fovea.core.op.Maximum;
import dev.fovea.core.op.Minimum;
import dev.fovea.core.op.Multiply;
import dev.fovea.core.op.Negate;
import dev.fovea.core.op.Not;
import dev.fovea.core.op.Or;
import dev.fovea.core.op.Power;
import dev.fovea.core.op.Relu;
import dev.fovea.core.op.Sigmoid;
import dev.fovea.core.op.Sign;
import dev.fovea.core.op.Softplus;
import dev.fovea.core.op.Sqrt;
import dev.fovea.core.op.StopGradient;
import dev.fovea.core.op.Subtract;
import dev.fovea.core.op.Tanh;
import dev.fovea.core.op.Unary;
import dev.fovea.core.op.Where;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Element-wise operations. NaN goes through {@code relu}, {@code maximum} and {@code minimum} as in
 * PyTorch; comparisons with NaN are false. Truth values are 0 and 1.
 */
final class ElementKernels {
  private ElementKernels() {}

  static double[] compute(Elementwise op, int size, List<double[]> inputs) {
    double[] y = new double[size];
    switch (op) {
      case Unary unary -> unary(unary, inputs.get(0), y);
      case Binary binary -> binary(binary, inputs.get(0), inputs.get(1), y);
      case Where _ -> where(inputs.get(0), inputs.get(1), inputs.get(2), y);
    }
    return y;
  }

  static void unary(Unary op, double[] x, double[] y) {
    DoubleUnaryOperator function = function(op);
    for (int i = 0; i < y.length; i++) {
      y[i] = function.applyAsDouble(x[i]);
    }
  }

  static void binary(Binary op, double[] a, double[] b, double[] y) {
    DoubleBinaryOperator function = function(op);
    for (int i = 0; i < y.length; i++) {
      y[i] = function.applyAsDouble(a[i], b[i]);
    }
  }

  static void where(double[] condition, double[] a, double[] b, double[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = condition[i] != 0 ? a[i] : b[i];
    }
  }

  private static DoubleUnaryOperator function(Unary op) {
    return switch (op) {
      case Negate _ -> x -> -x;
      case Exp _ -> Math::exp;
      case Log _ -> Math::log;
      case Sqrt _ -> Math::sqrt;
      case Abs _ -> Math::abs;
      case Sign _ -> Math::signum;
      case Power(double exponent) -> x -> Math.pow(x, exponent);
      case Relu _ -> x -> Math.max(x, 0);
      case Sigmoid _ -> x -> 1 / (1 + Math.exp(-x));
      case Tanh _ -> Math::tanh;
      case Softplus _ -> x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case Erf _ -> ErrorFunction::erf;
      case Not _ -> x -> x == 0 ? 1 : 0;
      case Cast _, StopGradient _ -> x -> x;
    };
  }

  private static DoubleBinaryOperator function(Binary op) {
    return switch (op) {
      case Add _ -> (a, b) -> a + b;
      case Subtract _ -> (a, b) -> a - b;
      case Multiply _ -> (a, b) -> a * b;
      case Divide _ -> (a, b) -> a / b;
      case Maximum _ -> Math::max;
      case Minimum _ -> Math::min;
      case Less _ -> (a, b) -> a < b ? 1 : 0;
      case LessOrEqual _ -> (a, b) -> a <= b ? 1 : 0;
      case Equal _ -> (a, b) -> a == b ? 1 : 0;
      case And _ -> (a, b) -> a != 0 && b != 0 ? 1 : 0;
      case Or _ -> (a, b) -> a != 0 || b != 0 ? 1 : 0;
    };
  }
}
