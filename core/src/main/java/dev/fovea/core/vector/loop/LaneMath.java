package dev.fovea.core.vector.loop;

import dev.fovea.core.vector.simd.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The simple element-wise operations on vectors; {@link Elementary} has the others. Truth values
 * are 0 and 1. Methods are straight lines, so that {@link Inliner} can write them into a loop.
 */
final class LaneMath {
  private LaneMath() {}

  static FloatVector same(FloatVector x) {
    return x;
  }

  static FloatVector negate(FloatVector x) {
    return x.neg();
  }

  static FloatVector square(FloatVector x) {
    return x.mul(x);
  }

  static FloatVector inverse(FloatVector x) {
    return FloatVector.broadcast(Lanes.FLOATS, 1f).div(x);
  }

  static FloatVector sqrt(FloatVector x) {
    return x.sqrt();
  }

  static FloatVector abs(FloatVector x) {
    return x.abs();
  }

  static FloatVector sign(FloatVector x) {
    return truth(x.compare(VectorOperators.GT, 0f)).blend(-1f, x.compare(VectorOperators.LT, 0f));
  }

  static FloatVector relu(FloatVector x) {
    return x.max(0f);
  }

  static FloatVector not(FloatVector x) {
    return truth(x.compare(VectorOperators.EQ, 0f));
  }

  static FloatVector nonzero(FloatVector x) {
    return truth(x.compare(VectorOperators.NE, 0f));
  }

  static FloatVector add(FloatVector a, FloatVector b) {
    return a.add(b);
  }

  static FloatVector subtract(FloatVector a, FloatVector b) {
    return a.sub(b);
  }

  static FloatVector multiply(FloatVector a, FloatVector b) {
    return a.mul(b);
  }

  static FloatVector divide(FloatVector a, FloatVector b) {
    return a.div(b);
  }

  static FloatVector maximum(FloatVector a, FloatVector b) {
    return a.max(b);
  }

  static FloatVector minimum(FloatVector a, FloatVector b) {
    return a.min(b);
  }

  static FloatVector less(FloatVector a, FloatVector b) {
    return truth(a.compare(VectorOperators.LT, b));
  }

  static FloatVector lessOrEqual(FloatVector a, FloatVector b) {
    return truth(a.compare(VectorOperators.LE, b));
  }

  static FloatVector equal(FloatVector a, FloatVector b) {
    return truth(a.compare(VectorOperators.EQ, b));
  }

  /** {@code c ≠ 0 ? a : b}. */
  static FloatVector where(FloatVector c, FloatVector a, FloatVector b) {
    return b.blend(a, c.compare(VectorOperators.NE, 0f));
  }

  private static FloatVector truth(VectorMask<Float> mask) {
    return FloatVector.zero(Lanes.FLOATS).blend(1f, mask);
  }
}
