package dev.fovea.core.vector;

import dev.fovea.core.Abs;
import dev.fovea.core.Add;
import dev.fovea.core.And;
import dev.fovea.core.Cast;
import dev.fovea.core.DType;
import dev.fovea.core.Divide;
import dev.fovea.core.Elementwise;
import dev.fovea.core.Equal;
import dev.fovea.core.Erf;
import dev.fovea.core.Exp;
import dev.fovea.core.Less;
import dev.fovea.core.LessOrEqual;
import dev.fovea.core.Log;
import dev.fovea.core.Maximum;
import dev.fovea.core.Minimum;
import dev.fovea.core.Multiply;
import dev.fovea.core.Negate;
import dev.fovea.core.Not;
import dev.fovea.core.Or;
import dev.fovea.core.Power;
import dev.fovea.core.Relu;
import dev.fovea.core.Sigmoid;
import dev.fovea.core.Sign;
import dev.fovea.core.Softplus;
import dev.fovea.core.Sqrt;
import dev.fovea.core.StopGradient;
import dev.fovea.core.Subtract;
import dev.fovea.core.Tanh;
import dev.fovea.core.Where;
import java.util.List;

/**
 * The static method that computes an element-wise operation on vectors.
 *
 * @param owner its class
 * @param name its name
 * @param numbers what it takes behind a vector an input: the exponent of a power, or nothing
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
