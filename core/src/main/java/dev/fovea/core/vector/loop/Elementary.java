package dev.fovea.core.vector.loop;

import dev.fovea.core.vector.simd.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Elementary functions of float vectors from additions, products and bit moves alone, so that
 * interpreted and compiled code give the same bits on every machine with fused multiply-add.
 * Reductions and polynomials follow Cephes (Moshier 1992), {@code expf} and {@code logf}; errors
 * are at most 2 units in the last place. Methods are straight lines, so that {@link Inliner} can
 * write them into a loop.
 */
final class Elementary {
  private static final float LOG2_E = 1.44269504088896341f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;
  private static final float ROUND = 12582912f; // 1.5 · 2²³: adding it rounds to an integer
  private static final int EXPONENT_BIAS = 127;
  private static final int MANTISSA_BITS = 23;

  private Elementary() {}

  /** {@code eˣ}: 0 below −104, infinite above 88.8, NaN for NaN. */
  static FloatVector exp(FloatVector x) {
    FloatVector bounded = x.max(-104f).min(89f);
    FloatVector shifted = bounded.fma(FloatVector.broadcast(Lanes.FLOATS, LOG2_E), splat(ROUND));
    FloatVector n = shifted.sub(ROUND);
    FloatVector r = n.fma(splat(-LN2_HIGH), bounded);
    r = n.fma(splat(-LN2_LOW), r);
    FloatVector p = splat(1.9875691500e-4f);
    p = p.fma(r, splat(1.3981999507e-3f));
    p = p.fma(r, splat(8.3334519073e-3f));
    p = p.fma(r, splat(4.1665795894e-2f));
    p = p.fma(r, splat(1.6666665459e-1f));
    p = p.fma(r, splat(5.0000001201e-1f));
    p = p.fma(r.mul(r), r).add(1f);
    // 2ⁿ in two factors, since n may leave the range of one exponent.
    IntVector whole = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUND));
    IntVector half = whole.lanewise(VectorOperators.ASHR, 1);
    return p.mul(powerOfTwo(half)).mul(powerOfTwo(whole.sub(half)));
  }

  private static FloatVector powerOfTwo(IntVector exponent) {
    return exponent
        .add(EXPONENT_BIAS)
        .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
        .reinterpretAsFloats();
  }

  /** Natural logarithm: −∞ at 0, NaN below 0. */
  static FloatVector log(FloatVector x) {
    // Numbers below the normal range are scaled up first.
    VectorMask<Float> tiny = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    FloatVector scaled = x.blend(x.mul(0x1p24f), tiny);
    IntVector bits = scaled.reinterpretAsInts();
    IntVector exponent =
        bits.lanewise(VectorOperators.LSHR, MANTISSA_BITS).and(0xFF).sub(EXPONENT_BIAS - 1);
    FloatVector m = bits.and(0x007FFFFF).or(0x3F000000).reinterpretAsFloats(); // in [1/2, 1)
    FloatVector e = (FloatVector) exponent.convertShape(VectorOperators.I2F, Lanes.FLOATS, 0);
    e = e.sub(splat(0f).blend(24f, tiny));
    VectorMask<Float> small = m.compare(VectorOperators.LT, 0.707106781186547524f);
    e = e.sub(splat(0f).blend(1f, small));
    FloatVector f = m.add(splat(0f).blend(m, small)).sub(1f);
    FloatVector z = f.mul(f);
    FloatVector y = logSeries(f).mul(f).mul(z);
    y = e.fma(splat(LN2_LOW), y);
    y = z.fma(splat(-0.5f), y);
    y = f.add(y);
    y = e.fma(splat(LN2_HIGH), y);
    y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
    y = y.blend(Float.NaN, x.compare(VectorOperators.LT, 0f));
    y = y.blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
    return y.blend(x, x.compare(VectorOperators.NE, x));
  }

  /**
   * {@code (ln(1 + f) − f + f²/2) / f³} near 0. On its own for kernels that call {@link #log}: the
   * compiler inlines no method of more than 325 bytes.
   */
  private static FloatVector logSeries(FloatVector f) {
    FloatVector p = splat(7.0376836292e-2f);
    p = p.fma(f, splat(-1.1514610310e-1f));
    p = p.fma(f, splat(1.1676998740e-1f));
    p = p.fma(f, splat(-1.2420140846e-1f));
    p = p.fma(f, splat(1.4249322787e-1f));
    p = p.fma(f, splat(-1.6668057665e-1f));
    p = p.fma(f, splat(2.0000714765e-1f));
    p = p.fma(f, splat(-2.4999993993e-1f));
    return p.fma(f, splat(3.3333331174e-1f));
  }

  /** {@code 1 / (1 + e⁻ˣ)}. */
  static FloatVector sigmoid(FloatVector x) {
    return splat(1f).div(exp(x.neg()).add(1f));
  }

  /** Hyperbolic tangent: a polynomial near 0, where the exponential would lose digits. */
  static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector z = x.mul(x);
    FloatVector p = splat(-5.70498872745e-3f);
    p = p.fma(z, splat(2.06390887954e-2f));
    p = p.fma(z, splat(-5.37397155531e-2f));
    p = p.fma(z, splat(1.33314422036e-1f));
    p = p.fma(z, splat(-3.33332819422e-1f));
    FloatVector near = p.mul(z).fma(x, x);
    FloatVector far = splat(1f).sub(splat(2f).div(exp(a.add(a)).add(1f)));
    far = far.blend(far.neg(), x.compare(VectorOperators.LT, 0f));
    return far.blend(near, a.compare(VectorOperators.LT, 0.625f));
  }

  /** {@code ln(1 + eˣ) = max(x, 0) + ln(1 + e⁻|ˣ|)}. */
  static FloatVector softplus(FloatVector x) {
    FloatVector t = exp(x.abs().neg());
    FloatVector u = t.add(1f);
    // ln(1 + t) = ln(u)·t / (u − 1) keeps the digits that 1 + t rounds away (Kahan).
    VectorMask<Float> lost = u.compare(VectorOperators.EQ, 1f);
    FloatVector log1p = log(u).mul(t).div(u.sub(1f).blend(1f, lost)).blend(t, lost);
    return x.max(0f).add(log1p);
  }

  /** Gauss error function: a quotient of polynomials on [−4, 4] (as in Eigen). */
  static FloatVector erf(FloatVector x) {
    FloatVector c = x.max(-4f).min(4f);
    FloatVector z = c.mul(c);
    FloatVector p = splat(-2.72614225801306e-10f);
    p = p.fma(z, splat(2.77068142495902e-08f));
    p = p.fma(z, splat(-2.10102402082508e-06f));
    p = p.fma(z, splat(-5.69250639462346e-05f));
    p = p.fma(z, splat(-7.34990630326855e-04f));
    p = p.fma(z, splat(-2.95459980854025e-03f));
    p = p.fma(z, splat(-1.60960333262415e-02f));
    FloatVector q = splat(-1.45660718464996e-05f);
    q = q.fma(z, splat(-2.13374055278905e-04f));
    q = q.fma(z, splat(-1.68282697438203e-03f));
    q = q.fma(z, splat(-7.37332916720468e-03f));
    q = q.fma(z, splat(-1.42647390514189e-02f));
    return c.mul(p).div(q);
  }

  /** {@code xᵖ} for an exponent that is no whole number: NaN for a negative base. */
  static FloatVector power(FloatVector x, float p) {
    return evenPower(x, p).blend(Float.NaN, x.compare(VectorOperators.LT, 0f));
  }

  /** {@code xᵖ = e^(p·ln|x|)} for an even exponent. */
  static FloatVector evenPower(FloatVector x, float p) {
    return exp(log(x.abs()).mul(p));
  }

  /** {@code xᵖ} for an odd exponent: negative for a negative base. */
  static FloatVector oddPower(FloatVector x, float p) {
    FloatVector y = evenPower(x, p);
    return y.blend(y.neg(), x.compare(VectorOperators.LT, 0f));
  }

  private static FloatVector splat(float value) {
    return FloatVector.broadcast(Lanes.FLOATS, value);
  }
}
