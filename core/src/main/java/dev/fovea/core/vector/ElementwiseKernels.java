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
  /** An operand whose vectors follow one another. */
  static final int STREAM = -1;

  /** An operand of one vector, read again and again. */
  static final int SINGLE = 0;

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

  /** {@code y = op(a, b)} of two streams for {@code bytes} bytes. */
  static void binary(
      Binary op,
      MemorySegment a,
      long left,
      MemorySegment b,
      long right,
      MemorySegment y,
      long out,
      int bytes) {
    binary(op, a, left, STREAM, b, right, STREAM, y, out, bytes);
  }

  /**
   * {@code y = op(a, b)} for {@code bytes} bytes.
   *
   * @param leftStep {@link #STREAM} or {@link #SINGLE}
   * @param rightStep likewise
   */
  static void binary(
      Binary op,
      MemorySegment a,
      long left,
      int leftStep,
      MemorySegment b,
      long right,
      int rightStep,
      MemorySegment y,
      long out,
      int bytes) {
    switch (op) {
      case Add _ -> add(a, left, leftStep, b, right, rightStep, y, out, bytes);
      case Subtract _ -> subtract(a, left, leftStep, b, right, rightStep, y, out, bytes);
      case Multiply _ -> multiply(a, left, leftStep, b, right, rightStep, y, out, bytes);
      case Divide _ -> divide(a, left, leftStep, b, right, rightStep, y, out, bytes);
      case Maximum _ -> maximum(a, left, leftStep, b, right, rightStep, y, out, bytes);
      case Minimum _ -> minimum(a, left, leftStep, b, right, rightStep, y, out, bytes);
      case Less _ -> less(a, left, leftStep, b, right, rightStep, y, out, bytes);
      case LessOrEqual _ -> lessOrEqual(a, left, leftStep, b, right, rightStep, y, out, bytes);
      case Equal _ -> equal(a, left, leftStep, b, right, rightStep, y, out, bytes);
      case And _ -> minimum(a, left, leftStep, b, right, rightStep, y, out, bytes);
      case Or _ -> maximum(a, left, leftStep, b, right, rightStep, y, out, bytes);
    }
  }

  /** {@code y = c ≠ 0 ? a : b} for {@code bytes} bytes. */
  static void where(
      MemorySegment c,
      long condition,
      int conditionStep,
      MemorySegment a,
      long left,
      int leftStep,
      MemorySegment b,
      long right,
      int rightStep,
      MemorySegment y,
      long out,
      int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      VectorMask<Float> chosen =
          FloatVector.fromMemorySegment(
                  Lanes.FLOATS, c, condition + (i & conditionStep), Lanes.ORDER)
              .compare(VectorOperators.NE, 0f);
      FloatVector value =
          FloatVector.fromMemorySegment(Lanes.FLOATS, b, right + (i & rightStep), Lanes.ORDER)
              .blend(
                  FloatVector.fromMemorySegment(
                      Lanes.FLOATS, a, left + (i & leftStep), Lanes.ORDER),
                  chosen);
      value.intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  /** Sets {@code bytes} bytes to one number. */
  static void fill(float value, MemorySegment y, long out, int bytes) {
    FloatVector vector = FloatVector.broadcast(Lanes.FLOATS, value);
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      vector.intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static FloatVector truth(VectorMask<Float> mask) {
    return FloatVector.zero(Lanes.FLOATS).blend(1f, mask);
  }

  private static void negate(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = FloatVector.fromMemorySegment(Lanes.FLOATS, from, in + i, Lanes.ORDER);
      x.neg().intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void exp(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = FloatVector.fromMemorySegment(Lanes.FLOATS, from, in + i, Lanes.ORDER);
      Elementary.exp(x).intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void log(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = FloatVector.fromMemorySegment(Lanes.FLOATS, from, in + i, Lanes.ORDER);
      Elementary.log(x).intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void sqrt(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = FloatVector.fromMemorySegment(Lanes.FLOATS, from, in + i, Lanes.ORDER);
      x.sqrt().intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void abs(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = FloatVector.fromMemorySegment(Lanes.FLOATS, from, in + i, Lanes.ORDER);
      x.abs().intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void sign(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = FloatVector.fromMemorySegment(Lanes.FLOATS, from, in + i, Lanes.ORDER);
      FloatVector sign = truth(x.compare(VectorOperators.GT, 0f));
      sign.blend(-1f, x.compare(VectorOperators.LT, 0f)).intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void relu(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = FloatVector.fromMemorySegment(Lanes.FLOATS, from, in + i, Lanes.ORDER);
      x.max(0f).intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void sigmoid(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = FloatVector.fromMemorySegment(Lanes.FLOATS, from, in + i, Lanes.ORDER);
      Elementary.sigmoid(x).intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void tanh(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = FloatVector.fromMemorySegment(Lanes.FLOATS, from, in + i, Lanes.ORDER);
      Elementary.tanh(x).intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void softplus(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = FloatVector.fromMemorySegment(Lanes.FLOATS, from, in + i, Lanes.ORDER);
      Elementary.softplus(x).intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void erf(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = FloatVector.fromMemorySegment(Lanes.FLOATS, from, in + i, Lanes.ORDER);
      Elementary.erf(x).intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void power(
      float exponent, MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      Elementary.pow(
              FloatVector.fromMemorySegment(Lanes.FLOATS, from, in + i, Lanes.ORDER), exponent)
          .intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void not(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = FloatVector.fromMemorySegment(Lanes.FLOATS, from, in + i, Lanes.ORDER);
      truth(x.compare(VectorOperators.EQ, 0f)).intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void nonzero(MemorySegment from, long in, MemorySegment y, long out, int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector x = FloatVector.fromMemorySegment(Lanes.FLOATS, from, in + i, Lanes.ORDER);
      truth(x.compare(VectorOperators.NE, 0f)).intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void add(
      MemorySegment left,
      long l,
      int ls,
      MemorySegment right,
      long r,
      int rs,
      MemorySegment y,
      long out,
      int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, left, l + (i & ls), Lanes.ORDER);
      FloatVector b = FloatVector.fromMemorySegment(Lanes.FLOATS, right, r + (i & rs), Lanes.ORDER);
      a.add(b).intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void subtract(
      MemorySegment left,
      long l,
      int ls,
      MemorySegment right,
      long r,
      int rs,
      MemorySegment y,
      long out,
      int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, left, l + (i & ls), Lanes.ORDER);
      FloatVector b = FloatVector.fromMemorySegment(Lanes.FLOATS, right, r + (i & rs), Lanes.ORDER);
      a.sub(b).intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void multiply(
      MemorySegment left,
      long l,
      int ls,
      MemorySegment right,
      long r,
      int rs,
      MemorySegment y,
      long out,
      int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, left, l + (i & ls), Lanes.ORDER);
      FloatVector b = FloatVector.fromMemorySegment(Lanes.FLOATS, right, r + (i & rs), Lanes.ORDER);
      a.mul(b).intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void divide(
      MemorySegment left,
      long l,
      int ls,
      MemorySegment right,
      long r,
      int rs,
      MemorySegment y,
      long out,
      int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, left, l + (i & ls), Lanes.ORDER);
      FloatVector b = FloatVector.fromMemorySegment(Lanes.FLOATS, right, r + (i & rs), Lanes.ORDER);
      a.div(b).intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void maximum(
      MemorySegment left,
      long l,
      int ls,
      MemorySegment right,
      long r,
      int rs,
      MemorySegment y,
      long out,
      int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, left, l + (i & ls), Lanes.ORDER);
      FloatVector b = FloatVector.fromMemorySegment(Lanes.FLOATS, right, r + (i & rs), Lanes.ORDER);
      a.max(b).intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void minimum(
      MemorySegment left,
      long l,
      int ls,
      MemorySegment right,
      long r,
      int rs,
      MemorySegment y,
      long out,
      int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, left, l + (i & ls), Lanes.ORDER);
      FloatVector b = FloatVector.fromMemorySegment(Lanes.FLOATS, right, r + (i & rs), Lanes.ORDER);
      a.min(b).intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void less(
      MemorySegment left,
      long l,
      int ls,
      MemorySegment right,
      long r,
      int rs,
      MemorySegment y,
      long out,
      int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, left, l + (i & ls), Lanes.ORDER);
      FloatVector b = FloatVector.fromMemorySegment(Lanes.FLOATS, right, r + (i & rs), Lanes.ORDER);
      truth(a.compare(VectorOperators.LT, b)).intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void lessOrEqual(
      MemorySegment left,
      long l,
      int ls,
      MemorySegment right,
      long r,
      int rs,
      MemorySegment y,
      long out,
      int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, left, l + (i & ls), Lanes.ORDER);
      FloatVector b = FloatVector.fromMemorySegment(Lanes.FLOATS, right, r + (i & rs), Lanes.ORDER);
      truth(a.compare(VectorOperators.LE, b)).intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }

  private static void equal(
      MemorySegment left,
      long l,
      int ls,
      MemorySegment right,
      long r,
      int rs,
      MemorySegment y,
      long out,
      int bytes) {
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, left, l + (i & ls), Lanes.ORDER);
      FloatVector b = FloatVector.fromMemorySegment(Lanes.FLOATS, right, r + (i & rs), Lanes.ORDER);
      truth(a.compare(VectorOperators.EQ, b)).intoMemorySegment(y, out + i, Lanes.ORDER);
    }
  }
}
