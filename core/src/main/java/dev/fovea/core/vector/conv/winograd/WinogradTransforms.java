package dev.fovea.core.vector.conv.winograd;

import static dev.fovea.core.vector.simd.Lanes.FLOATS;
import static dev.fovea.core.vector.simd.Lanes.ORDER;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * The one-dimensional transforms of Winograd's convolution with tiles of four outputs and three
 * taps, applied to vectors: each call transforms {@code count} lines of numbers that lie {@code
 * step} bytes apart. Rows and then columns of a tile make the two-dimensional transform.
 *
 * <p>The points of interpolation are 0, ±√½, ±√2 and ∞. The usual 0, ±1, ±2 and ∞ cost the same and
 * lose five times as many digits.
 *
 * @see <a href="https://arxiv.org/abs/1509.09308">Lavin and Gray 2016, section 4</a>
 */
final class WinogradTransforms {
  /** Numbers per line in the transformed domain. */
  static final int POINTS = 6;

  /** Outputs a tile and axis. */
  static final int TILE = 4;

  /** Taps an axis. */
  static final int TAPS = 3;

  // The points ±p and ±q, with p² = ½, q² = 2 and p²·q² = 1.
  private static final FloatVector PLUS_P = all(Math.sqrt(0.5));
  private static final FloatVector MINUS_P = all(-Math.sqrt(0.5));
  private static final FloatVector PLUS_Q = all(Math.sqrt(2));
  private static final FloatVector MINUS_Q = all(-Math.sqrt(2));
  private static final FloatVector P2 = all(0.5);
  private static final FloatVector Q2 = all(2);
  private static final FloatVector MINUS_P2 = all(-0.5);
  private static final FloatVector MINUS_Q2 = all(-2);
  private static final FloatVector MINUS_SUM = all(-2.5);
  private static final FloatVector P3 = all(0.5 * Math.sqrt(0.5));
  private static final FloatVector Q3 = all(2 * Math.sqrt(2));

  // One over the product of a point's distances to the others, and that times the point.
  private static final FloatVector SCALE_P = all(-2.0 / 3);
  private static final FloatVector SCALE_Q = all(1.0 / 6);
  private static final FloatVector SCALED_P = all(-2.0 / 3 * Math.sqrt(0.5));
  private static final FloatVector MINUS_SCALED_P = all(2.0 / 3 * Math.sqrt(0.5));
  private static final FloatVector SCALED_Q = all(Math.sqrt(2) / 6);
  private static final FloatVector MINUS_SCALED_Q = all(-Math.sqrt(2) / 6);

  private WinogradTransforms() {}

  /** Six numbers of the input to six points. */
  static void input(
      MemorySegment from,
      long at,
      long step,
      long next,
      MemorySegment to,
      long out,
      long outStep,
      long outNext,
      int count) {
    long source = at;
    long target = out;
    for (int i = 0; i < count; i++) {
      FloatVector d0 = fromMemorySegment(FLOATS, from, source, ORDER);
      FloatVector d1 = fromMemorySegment(FLOATS, from, source + step, ORDER);
      FloatVector d2 = fromMemorySegment(FLOATS, from, source + 2 * step, ORDER);
      FloatVector d3 = fromMemorySegment(FLOATS, from, source + 3 * step, ORDER);
      FloatVector d4 = fromMemorySegment(FLOATS, from, source + 4 * step, ORDER);
      FloatVector d5 = fromMemorySegment(FLOATS, from, source + 5 * step, ORDER);
      d2.fma(MINUS_SUM, d0.add(d4)).intoMemorySegment(to, target, ORDER);
      FloatVector evenP = d2.fma(MINUS_Q2, d4);
      FloatVector oddP = d1.fma(MINUS_Q2, d3);
      oddP.fma(PLUS_P, evenP).intoMemorySegment(to, target + outStep, ORDER);
      oddP.fma(MINUS_P, evenP).intoMemorySegment(to, target + 2 * outStep, ORDER);
      FloatVector evenQ = d2.fma(MINUS_P2, d4);
      FloatVector oddQ = d1.fma(MINUS_P2, d3);
      oddQ.fma(PLUS_Q, evenQ).intoMemorySegment(to, target + 3 * outStep, ORDER);
      oddQ.fma(MINUS_Q, evenQ).intoMemorySegment(to, target + 4 * outStep, ORDER);
      d3.fma(MINUS_SUM, d1.add(d5)).intoMemorySegment(to, target + 5 * outStep, ORDER);
      source += next;
      target += outNext;
    }
  }

  /** Three taps to six points. */
  static void taps(
      MemorySegment from,
      long at,
      long step,
      long next,
      MemorySegment to,
      long out,
      long outStep,
      long outNext,
      int count) {
    long source = at;
    long target = out;
    for (int i = 0; i < count; i++) {
      FloatVector g0 = fromMemorySegment(FLOATS, from, source, ORDER);
      FloatVector g1 = fromMemorySegment(FLOATS, from, source + step, ORDER);
      FloatVector g2 = fromMemorySegment(FLOATS, from, source + 2 * step, ORDER);
      g0.intoMemorySegment(to, target, ORDER);
      FloatVector evenP = g2.fma(P2, g0).mul(SCALE_P);
      g1.fma(SCALED_P, evenP).intoMemorySegment(to, target + outStep, ORDER);
      g1.fma(MINUS_SCALED_P, evenP).intoMemorySegment(to, target + 2 * outStep, ORDER);
      FloatVector evenQ = g2.fma(Q2, g0).mul(SCALE_Q);
      g1.fma(SCALED_Q, evenQ).intoMemorySegment(to, target + 3 * outStep, ORDER);
      g1.fma(MINUS_SCALED_Q, evenQ).intoMemorySegment(to, target + 4 * outStep, ORDER);
      g2.intoMemorySegment(to, target + 5 * outStep, ORDER);
      source += next;
      target += outNext;
    }
  }

  /** Six points to four outputs. */
  static void output(
      MemorySegment from,
      long at,
      long step,
      long next,
      MemorySegment to,
      long out,
      long outStep,
      long outNext,
      int count) {
    long source = at;
    long target = out;
    for (int i = 0; i < count; i++) {
      FloatVector m1 = fromMemorySegment(FLOATS, from, source + step, ORDER);
      FloatVector m2 = fromMemorySegment(FLOATS, from, source + 2 * step, ORDER);
      FloatVector m3 = fromMemorySegment(FLOATS, from, source + 3 * step, ORDER);
      FloatVector m4 = fromMemorySegment(FLOATS, from, source + 4 * step, ORDER);
      FloatVector evenP = m1.add(m2);
      FloatVector oddP = m1.sub(m2);
      FloatVector evenQ = m3.add(m4);
      FloatVector oddQ = m3.sub(m4);
      FloatVector m0 = fromMemorySegment(FLOATS, from, source, ORDER);
      FloatVector m5 = fromMemorySegment(FLOATS, from, source + 5 * step, ORDER);
      m0.add(evenP).add(evenQ).intoMemorySegment(to, target, ORDER);
      oddP.fma(PLUS_P, oddQ.mul(PLUS_Q)).intoMemorySegment(to, target + outStep, ORDER);
      evenP.fma(P2, evenQ.mul(Q2)).intoMemorySegment(to, target + 2 * outStep, ORDER);
      oddP.fma(P3, oddQ.fma(Q3, m5)).intoMemorySegment(to, target + 3 * outStep, ORDER);
      source += next;
      target += outNext;
    }
  }

  /** Four gradients of the outputs, which take the part of taps, to six points. */
  static void gradient(
      MemorySegment from,
      long at,
      long step,
      long next,
      MemorySegment to,
      long out,
      long outStep,
      long outNext,
      int count) {
    long source = at;
    long target = out;
    for (int i = 0; i < count; i++) {
      FloatVector g0 = fromMemorySegment(FLOATS, from, source, ORDER);
      FloatVector g1 = fromMemorySegment(FLOATS, from, source + step, ORDER);
      FloatVector g2 = fromMemorySegment(FLOATS, from, source + 2 * step, ORDER);
      FloatVector g3 = fromMemorySegment(FLOATS, from, source + 3 * step, ORDER);
      g0.intoMemorySegment(to, target, ORDER);
      FloatVector evenP = g2.fma(P2, g0).mul(SCALE_P);
      FloatVector oddP = g3.fma(P2, g1);
      oddP.fma(SCALED_P, evenP).intoMemorySegment(to, target + outStep, ORDER);
      oddP.fma(MINUS_SCALED_P, evenP).intoMemorySegment(to, target + 2 * outStep, ORDER);
      FloatVector evenQ = g2.fma(Q2, g0).mul(SCALE_Q);
      FloatVector oddQ = g3.fma(Q2, g1);
      oddQ.fma(SCALED_Q, evenQ).intoMemorySegment(to, target + 3 * outStep, ORDER);
      oddQ.fma(MINUS_SCALED_Q, evenQ).intoMemorySegment(to, target + 4 * outStep, ORDER);
      g3.intoMemorySegment(to, target + 5 * outStep, ORDER);
      source += next;
      target += outNext;
    }
  }

  /** Six points to three gradients of the taps. */
  static void tapGradient(
      MemorySegment from,
      long at,
      long step,
      long next,
      MemorySegment to,
      long out,
      long outStep,
      long outNext,
      int count) {
    long source = at;
    long target = out;
    for (int i = 0; i < count; i++) {
      FloatVector m1 = fromMemorySegment(FLOATS, from, source + step, ORDER);
      FloatVector m2 = fromMemorySegment(FLOATS, from, source + 2 * step, ORDER);
      FloatVector m3 = fromMemorySegment(FLOATS, from, source + 3 * step, ORDER);
      FloatVector m4 = fromMemorySegment(FLOATS, from, source + 4 * step, ORDER);
      FloatVector evenP = m1.add(m2);
      FloatVector evenQ = m3.add(m4);
      FloatVector m0 = fromMemorySegment(FLOATS, from, source, ORDER);
      FloatVector m5 = fromMemorySegment(FLOATS, from, source + 5 * step, ORDER);
      m0.add(evenP).add(evenQ).intoMemorySegment(to, target, ORDER);
      m1.sub(m2).fma(PLUS_P, m3.sub(m4).mul(PLUS_Q)).intoMemorySegment(to, target + outStep, ORDER);
      evenP.fma(P2, evenQ.fma(Q2, m5)).intoMemorySegment(to, target + 2 * outStep, ORDER);
      source += next;
      target += outNext;
    }
  }

  private static FloatVector all(double value) {
    return FloatVector.broadcast(FLOATS, (float) value);
  }
}
