package dev.fovea.core.vector;

import dev.fovea.core.Abs;
import dev.fovea.core.Add;
import dev.fovea.core.And;
import dev.fovea.core.Binary;
import dev.fovea.core.Cast;
import dev.fovea.core.DType;
import dev.fovea.core.Divide;
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
import dev.fovea.core.Unary;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Element-wise operations on numbers that follow one another: whole vectors up to the one that
 * holds the last number. Truth values are 0 and 1. One loop an operation, since the compiler makes
 * good code only for a loop whose operation it knows.
 */
final class ElementwiseKernels {
  private ElementwiseKernels() {}

  /** {@code y = op(x)} for {@code bytes} bytes (an int: the compiler unrolls int loops best). */
  static void unary(Unary op, MemorySegment x, long in, MemorySegment y, long out, int bytes) {
    switch (op) {
      case Negate _ -> negate(x, in, y, out, bytes);
      case Exp _ -> exp(x, in, y, out, bytes);
      case Log _ -> log(x, in, y, out, bytes);
      case Sqrt _ -> sqrt(x, in, y, out, bytes);
      case Abs _ -> abs(x, in, y, out, bytes);
      case Sign _ -> sign(x, in, y, out, bytes);
      case Relu _ -> relu(x, in, y, out, bytes);
      case Sigmoid _ -> sigmoid(x, in, y, out, bytes);
      case Tanh _ -> tanh(x, in, y, out, bytes);
      case Softplus _ -> softplus(x, in, y, out, bytes);
      case Erf _ -> erf(x, in, y, out, bytes);
      case Power(double exponent) -> power((float) exponent, x, in, y, out, bytes);
      case Not _ -> not(x, in, y, out, bytes);
      case Cast(DType to) -> {
        if (to == DType.BOOL) {
          nonzero(x, in, y, out, bytes);
        } else {
          MemorySegment.copy(x, in, y, out, bytes);
        }
      }
      case StopGradient _ -> MemorySegment.copy(x, in, y, out, bytes);
    }
  }

  /** {@code y = op(a, b)} for {@code bytes} bytes. */
  static void binary(
      Binary op,
      MemorySegment a,
      long left,
      MemorySegment b,
      long right,
      MemorySegment y,
      long out,
      int bytes) {
    switch (op) {
      case Add _ -> add(a, left, b, right, y, out, bytes);
      case Subtract _ -> subtract(a, left, b, right, y, out, bytes);
      case Multiply _ -> multiply(a, left, b, right, y, out, bytes);
      case Divide _ -> divide(a, left, b, right, y, out, bytes);
      case Maximum _ -> maximum(a, left, b, right, y, out, bytes);
      case Minimum _ -> minimum(a, left, b, right, y, out, bytes);
      case Less _ -> less(a, left, b, right, y, out, bytes);
      case LessOrEqual _ -> lessOrEqual(a, left, b, right, y, out, bytes);
      case Equal _ -> equal(a, left, b, right, y, out, bytes);
      case And _ -> minimum(a, left, b, right, y, out, bytes);
      case Or _ -> maximum(a, left, b, right, y, out, bytes);
    }
  }

  /** {@code y = c ≠ 0 ? a : b} for {@code bytes} bytes. */
  static void where(
      MemorySegment c,
      long condition,
      MemorySegment a,
      long left,
      MemorySegment b,
      long right,
      MemorySegment y,
      long out,
      int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      VectorMask<Float> chosen = Lanes.load(c, condition + i).compare(VectorOperators.NE, 0f);
      FloatVector value = Lanes.load(b, right + i).blend(Lanes.load(a, left + i), chosen);
      Lanes.store(value, y, out + i);
    }
  }

  /** Sets {@code bytes} bytes to one number. */
  static void fill(float value, MemorySegment y, long out, int bytes) {
    FloatVector vector = FloatVector.broadcast(Lanes.FLOATS, value);
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      Lanes.store(vector, y, out + i);
    }
  }

  private static FloatVector truth(VectorMask<Float> mask) {
    return FloatVector.zero(Lanes.FLOATS).blend(1f, mask);
  }

  private static void negate(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = Lanes.load(from, in + i);
      Lanes.store(x.neg(), y, out + i);
    }
  }

  private static void exp(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = Lanes.load(from, in + i);
      Lanes.store(Elementary.exp(x), y, out + i);
    }
  }

  private static void log(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = Lanes.load(from, in + i);
      Lanes.store(Elementary.log(x), y, out + i);
    }
  }

  private static void sqrt(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = Lanes.load(from, in + i);
      Lanes.store(x.sqrt(), y, out + i);
    }
  }

  private static void abs(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = Lanes.load(from, in + i);
      Lanes.store(x.abs(), y, out + i);
    }
  }

  private static void sign(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = Lanes.load(from, in + i);
      FloatVector sign = truth(x.compare(VectorOperators.GT, 0f));
      Lanes.store(sign.blend(-1f, x.compare(VectorOperators.LT, 0f)), y, out + i);
    }
  }

  private static void relu(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = Lanes.load(from, in + i);
      Lanes.store(x.max(0f), y, out + i);
    }
  }

  private static void sigmoid(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = Lanes.load(from, in + i);
      Lanes.store(Elementary.sigmoid(x), y, out + i);
    }
  }

  private static void tanh(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = Lanes.load(from, in + i);
      Lanes.store(Elementary.tanh(x), y, out + i);
    }
  }

  private static void softplus(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = Lanes.load(from, in + i);
      Lanes.store(Elementary.softplus(x), y, out + i);
    }
  }

  private static void erf(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = Lanes.load(from, in + i);
      Lanes.store(Elementary.erf(x), y, out + i);
    }
  }

  private static void power(
      float exponent, MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      Lanes.store(Elementary.pow(Lanes.load(from, in + i), exponent), y, out + i);
    }
  }

  private static void not(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = Lanes.load(from, in + i);
      Lanes.store(truth(x.compare(VectorOperators.EQ, 0f)), y, out + i);
    }
  }

  private static void nonzero(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = Lanes.load(from, in + i);
      Lanes.store(truth(x.compare(VectorOperators.NE, 0f)), y, out + i);
    }
  }

  private static void add(
      MemorySegment left,
      long l,
      MemorySegment right,
      long r,
      MemorySegment y,
      long out,
      int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector a = Lanes.load(left, l + i);
      FloatVector b = Lanes.load(right, r + i);
      Lanes.store(a.add(b), y, out + i);
    }
  }

  private static void subtract(
      MemorySegment left,
      long l,
      MemorySegment right,
      long r,
      MemorySegment y,
      long out,
      int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector a = Lanes.load(left, l + i);
      FloatVector b = Lanes.load(right, r + i);
      Lanes.store(a.sub(b), y, out + i);
    }
  }

  private static void multiply(
      MemorySegment left,
      long l,
      MemorySegment right,
      long r,
      MemorySegment y,
      long out,
      int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector a = Lanes.load(left, l + i);
      FloatVector b = Lanes.load(right, r + i);
      Lanes.store(a.mul(b), y, out + i);
    }
  }

  private static void divide(
      MemorySegment left,
      long l,
      MemorySegment right,
      long r,
      MemorySegment y,
      long out,
      int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector a = Lanes.load(left, l + i);
      FloatVector b = Lanes.load(right, r + i);
      Lanes.store(a.div(b), y, out + i);
    }
  }

  private static void maximum(
      MemorySegment left,
      long l,
      MemorySegment right,
      long r,
      MemorySegment y,
      long out,
      int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector a = Lanes.load(left, l + i);
      FloatVector b = Lanes.load(right, r + i);
      Lanes.store(a.max(b), y, out + i);
    }
  }

  private static void minimum(
      MemorySegment left,
      long l,
      MemorySegment right,
      long r,
      MemorySegment y,
      long out,
      int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector a = Lanes.load(left, l + i);
      FloatVector b = Lanes.load(right, r + i);
      Lanes.store(a.min(b), y, out + i);
    }
  }

  private static void less(
      MemorySegment left,
      long l,
      MemorySegment right,
      long r,
      MemorySegment y,
      long out,
      int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector a = Lanes.load(left, l + i);
      FloatVector b = Lanes.load(right, r + i);
      Lanes.store(truth(a.compare(VectorOperators.LT, b)), y, out + i);
    }
  }

  private static void lessOrEqual(
      MemorySegment left,
      long l,
      MemorySegment right,
      long r,
      MemorySegment y,
      long out,
      int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector a = Lanes.load(left, l + i);
      FloatVector b = Lanes.load(right, r + i);
      Lanes.store(truth(a.compare(VectorOperators.LE, b)), y, out + i);
    }
  }

  private static void equal(
      MemorySegment left,
      long l,
      MemorySegment right,
      long r,
      MemorySegment y,
      long out,
      int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector a = Lanes.load(left, l + i);
      FloatVector b = Lanes.load(right, r + i);
      Lanes.store(truth(a.compare(VectorOperators.EQ, b)), y, out + i);
    }
  }
}
