package dev.fovea.core.vector.loop;

import dev.fovea.core.op.Abs;
import dev.fovea.core.op.Add;
import dev.fovea.core.op.And;
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
import dev.fovea.core.op.Where;
import dev.fovea.core.shape.DType;
import java.util.List;

/**
 * The static method that computes an element-wise operation on vectors.
 *
 * @param owner its class
 * @param name its name
 * @param numbers what it takes after one vector per input: the exponent of a power, or nothing
 * @param weight how much code it is, in additions
 */
record VectorMethod(Class<?> owner, String name, List<Float> numbers, int weight) {
  /** The method of an operation. */
  static VectorMethod of(Elementwise op) {
    return switch (op) {
      case Negate _ -> simple("negate", 1);
      case Sqrt _ -> simple("sqrt", 1);
      case Abs _ -> simple("abs", 1);
      case Sign _ -> simple("sign", 4);
      case Relu _ -> simple("relu", 1);
      case Not _ -> simple("not", 2);
      case Cast(DType to) when to == DType.BOOL -> simple("nonzero", 2);
      case Cast _, StopGradient _ -> simple("same", 0);
      case Add _ -> simple("add", 1);
      case Subtract _ -> simple("subtract", 1);
      case Multiply _ -> simple("multiply", 1);
      case Divide _ -> simple("divide", 1);
      case Maximum _, Or _ -> simple("maximum", 1);
      case Minimum _, And _ -> simple("minimum", 1);
      case Less _ -> simple("less", 2);
      case LessOrEqual _ -> simple("lessOrEqual", 2);
      case Equal _ -> simple("equal", 2);
      case Where _ -> simple("where", 2);
      case Exp _ -> elementary("exp", 20);
      case Log _ -> elementary("log", 30);
      case Sigmoid _ -> elementary("sigmoid", 22);
      case Tanh _ -> elementary("tanh", 36);
      case Softplus _ -> elementary("softplus", 60);
      case Erf _ -> elementary("erf", 20);
      case Power(double exponent) -> power(exponent);
    };
  }

  private static VectorMethod power(double exponent) {
    if (exponent == 2) {
      return simple("square", 1);
    }
    if (exponent == -1) {
      return simple("inverse", 1);
    }
    if (exponent != Math.rint(exponent)) {
      return power("power", exponent);
    }
    return power(exponent % 2 == 0 ? "evenPower" : "oddPower", exponent);
  }

  private static VectorMethod power(String name, double exponent) {
    return new VectorMethod(Elementary.class, name, List.of((float) exponent), 60);
  }

  private static VectorMethod simple(String name, int weight) {
    return new VectorMethod(LaneMath.class, name, List.of(), weight);
  }

  private static VectorMethod elementary(String name, int weight) {
    return new VectorMethod(Elementary.class, name, List.of(), weight);
  }
}
