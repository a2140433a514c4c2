package dev.fovea.core.vector.tile;

import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The innermost loops of convolution and linear layers with the batch in the lanes: sums of
 * products over one flat loop, the accumulators in registers (loops inside loops would send them to
 * memory). The Vector API is called directly throughout: see {@link Lanes#ORDER}.
 */
public final class ConvolutionKernels {
  /** Positions that are computed together. */
  public static final int POSITIONS = 6;

  /** Output channels that are computed together. */
  public static final int CHANNELS = 4;

  /** Taps whose weight gradients are computed together. */
  public static final int TAPS = 6;

  private ConvolutionKernels() {}

  /**
   * Six positions × four output channels: {@code y[channel j, position i] = Σ_t x[xᵢ + xs[t]] ·
   * w[ws[t] + j]}. Loads 6 vectors and broadcasts 4 weights for 24 multiply-adds. All offsets in
   * bytes; channels of y are {@code channel} apart.
   */
  public static void sixByFour(
      int[] xs,
      int[] ws,
      MemorySegment from,
      long from0,
      long from1,
      long from2,
      long from3,
      long from4,
      long from5,
      MemorySegment packed,
      long weights,
      MemorySegment to,
      long to0,
      long to1,
      long to2,
      long to3,
      long to4,
      long to5,
      long channel) {
    MemorySegment x = Lanes.bare(from);
    MemorySegment w = Lanes.bare(packed);
    MemorySegment y = Lanes.bare(to);
    long x0 = Lanes.bare(from, from0);
    long x1 = Lanes.bare(from, from1);
    long x2 = Lanes.bare(from, from2);
    long x3 = Lanes.bare(from, from3);
    long x4 = Lanes.bare(from, from4);
    long x5 = Lanes.bare(from, from5);
    long q = Lanes.bare(packed, weights);
    FloatVector z = FloatVector.zero(Lanes.FLOATS);
    FloatVector a00 = z, a01 = z, a02 = z, a03 = z, a04 = z, a05 = z;
    FloatVector a10 = z, a11 = z, a12 = z, a13 = z, a14 = z, a15 = z;
    FloatVector a20 = z, a21 = z, a22 = z, a23 = z, a24 = z, a25 = z;
    FloatVector a30 = z, a31 = z, a32 = z, a33 = z, a34 = z, a35 = z;
    int n = Math.min(xs.length, ws.length);
    for (int t = 0; t < n; t++) {
      long o = xs[t] & Lanes.OFFSET;
      long p = q + (ws[t] & Lanes.OFFSET);
      FloatVector v0 = FloatVector.fromMemorySegment(Lanes.FLOATS, x, x0 + o, Lanes.ORDER);
      FloatVector v1 = FloatVector.fromMemorySegment(Lanes.FLOATS, x, x1 + o, Lanes.ORDER);
      FloatVector v2 = FloatVector.fromMemorySegment(Lanes.FLOATS, x, x2 + o, Lanes.ORDER);
      FloatVector v3 = FloatVector.fromMemorySegment(Lanes.FLOATS, x, x3 + o, Lanes.ORDER);
      FloatVector v4 = FloatVector.fromMemorySegment(Lanes.FLOATS, x, x4 + o, Lanes.ORDER);
      FloatVector v5 = FloatVector.fromMemorySegment(Lanes.FLOATS, x, x5 + o, Lanes.ORDER);
      FloatVector b0 = FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p));
      a00 = v0.fma(b0, a00);
      a01 = v1.fma(b0, a01);
      a02 = v2.fma(b0, a02);
      a03 = v3.fma(b0, a03);
      a04 = v4.fma(b0, a04);
      a05 = v5.fma(b0, a05);
      FloatVector b1 = FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p + 4));
      a10 = v0.fma(b1, a10);
      a11 = v1.fma(b1, a11);
      a12 = v2.fma(b1, a12);
      a13 = v3.fma(b1, a13);
      a14 = v4.fma(b1, a14);
      a15 = v5.fma(b1, a15);
      FloatVector b2 = FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p + 8));
      a20 = v0.fma(b2, a20);
      a21 = v1.fma(b2, a21);
      a22 = v2.fma(b2, a22);
      a23 = v3.fma(b2, a23);
      a24 = v4.fma(b2, a24);
      a25 = v5.fma(b2, a25);
      FloatVector b3 = FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p + 12));
      a30 = v0.fma(b3, a30);
      a31 = v1.fma(b3, a31);
      a32 = v2.fma(b3, a32);
      a33 = v3.fma(b3, a33);
      a34 = v4.fma(b3, a34);
      a35 = v5.fma(b3, a35);
    }
    long y0 = Lanes.bare(to, to0);
    long y1 = Lanes.bare(to, to1);
    long y2 = Lanes.bare(to, to2);
    long y3 = Lanes.bare(to, to3);
    long y4 = Lanes.bare(to, to4);
    long y5 = Lanes.bare(to, to5);
    a00.intoMemorySegment(y, y0, Lanes.ORDER);
    a10.intoMemorySegment(y, y0 + channel, Lanes.ORDER);
    a20.intoMemorySegment(y, y0 + 2 * channel, Lanes.ORDER);
    a30.intoMemorySegment(y, y0 + 3 * channel, Lanes.ORDER);
    a01.intoMemorySegment(y, y1, Lanes.ORDER);
    a11.intoMemorySegment(y, y1 + channel, Lanes.ORDER);
    a21.intoMemorySegment(y, y1 + 2 * channel, Lanes.ORDER);
    a31.intoMemorySegment(y, y1 + 3 * channel, Lanes.ORDER);
    a02.intoMemorySegment(y, y2, Lanes.ORDER);
    a12.intoMemorySegment(y, y2 + channel, Lanes.ORDER);
    a22.intoMemorySegment(y, y2 + 2 * channel, Lanes.ORDER);
    a32.intoMemorySegment(y, y2 + 3 * channel, Lanes.ORDER);
    a03.intoMemorySegment(y, y3, Lanes.ORDER);
    a13.intoMemorySegment(y, y3 + channel, Lanes.ORDER);
    a23.intoMemorySegment(y, y3 + 2 * channel, Lanes.ORDER);
    a33.intoMemorySegment(y, y3 + 3 * channel, Lanes.ORDER);
    a04.intoMemorySegment(y, y4, Lanes.ORDER);
    a14.intoMemorySegment(y, y4 + channel, Lanes.ORDER);
    a24.intoMemorySegment(y, y4 + 2 * channel, Lanes.ORDER);
    a34.intoMemorySegment(y, y4 + 3 * channel, Lanes.ORDER);
    a05.intoMemorySegment(y, y5, Lanes.ORDER);
    a15.intoMemorySegment(y, y5 + channel, Lanes.ORDER);
    a25.intoMemorySegment(y, y5 + 2 * channel, Lanes.ORDER);
    a35.intoMemorySegment(y, y5 + 3 * channel, Lanes.ORDER);
  }

  /**
   * Four positions × four output channels: {@code y[channel j, position i] = Σ_t x[xᵢ + xs[t]] ·
   * w[ws[t] + j]}. Loads 4 vectors and broadcasts 4 weights for 16 multiply-adds. All offsets in
   * bytes; channels of y are {@code channel} apart.
   */
  public static void fourByFour(
      int[] xs,
      int[] ws,
      MemorySegment from,
      long from0,
      long from1,
      long from2,
      long from3,
      MemorySegment packed,
      long weights,
      MemorySegment to,
      long to0,
      long to1,
      long to2,
      long to3,
      long channel) {
    MemorySegment x = Lanes.bare(from);
    MemorySegment w = Lanes.bare(packed);
    MemorySegment y = Lanes.bare(to);
    long x0 = Lanes.bare(from, from0);
    long x1 = Lanes.bare(from, from1);
    long x2 = Lanes.bare(from, from2);
    long x3 = Lanes.bare(from, from3);
    long q = Lanes.bare(packed, weights);
    FloatVector z = FloatVector.zero(Lanes.FLOATS);
    FloatVector a00 = z, a01 = z, a02 = z, a03 = z;
    FloatVector a10 = z, a11 = z, a12 = z, a13 = z;
    FloatVector a20 = z, a21 = z, a22 = z, a23 = z;
    FloatVector a30 = z, a31 = z, a32 = z, a33 = z;
    int n = Math.min(xs.length, ws.length);
    for (int t = 0; t < n; t++) {
      long o = xs[t] & Lanes.OFFSET;
      long p = q + (ws[t] & Lanes.OFFSET);
      FloatVector v0 = FloatVector.fromMemorySegment(Lanes.FLOATS, x, x0 + o, Lanes.ORDER);
      FloatVector v1 = FloatVector.fromMemorySegment(Lanes.FLOATS, x, x1 + o, Lanes.ORDER);
      FloatVector v2 = FloatVector.fromMemorySegment(Lanes.FLOATS, x, x2 + o, Lanes.ORDER);
      FloatVector v3 = FloatVector.fromMemorySegment(Lanes.FLOATS, x, x3 + o, Lanes.ORDER);
      FloatVector b0 = FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p));
      a00 = v0.fma(b0, a00);
      a01 = v1.fma(b0, a01);
      a02 = v2.fma(b0, a02);
      a03 = v3.fma(b0, a03);
      FloatVector b1 = FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p + 4));
      a10 = v0.fma(b1, a10);
      a11 = v1.fma(b1, a11);
      a12 = v2.fma(b1, a12);
      a13 = v3.fma(b1, a13);
      FloatVector b2 = FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p + 8));
      a20 = v0.fma(b2, a20);
      a21 = v1.fma(b2, a21);
      a22 = v2.fma(b2, a22);
      a23 = v3.fma(b2, a23);
      FloatVector b3 = FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p + 12));
      a30 = v0.fma(b3, a30);
      a31 = v1.fma(b3, a31);
      a32 = v2.fma(b3, a32);
      a33 = v3.fma(b3, a33);
    }
    long y0 = Lanes.bare(to, to0);
    long y1 = Lanes.bare(to, to1);
    long y2 = Lanes.bare(to, to2);
    long y3 = Lanes.bare(to, to3);
    a00.intoMemorySegment(y, y0, Lanes.ORDER);
    a10.intoMemorySegment(y, y0 + channel, Lanes.ORDER);
    a20.intoMemorySegment(y, y0 + 2 * channel, Lanes.ORDER);
    a30.intoMemorySegment(y, y0 + 3 * channel, Lanes.ORDER);
    a01.intoMemorySegment(y, y1, Lanes.ORDER);
    a11.intoMemorySegment(y, y1 + channel, Lanes.ORDER);
    a21.intoMemorySegment(y, y1 + 2 * channel, Lanes.ORDER);
    a31.intoMemorySegment(y, y1 + 3 * channel, Lanes.ORDER);
    a02.intoMemorySegment(y, y2, Lanes.ORDER);
    a12.intoMemorySegment(y, y2 + channel, Lanes.ORDER);
    a22.intoMemorySegment(y, y2 + 2 * channel, Lanes.ORDER);
    a32.intoMemorySegment(y, y2 + 3 * channel, Lanes.ORDER);
    a03.intoMemorySegment(y, y3, Lanes.ORDER);
    a13.intoMemorySegment(y, y3 + channel, Lanes.ORDER);
    a23.intoMemorySegment(y, y3 + 2 * channel, Lanes.ORDER);
    a33.intoMemorySegment(y, y3 + 3 * channel, Lanes.ORDER);
  }

  /**
   * One position × eight output channels, where fewer positions are alike (borders, linear layers):
   * {@code y[channel j] = Σ_t x[from0 + xs[t]] · w[weights + (j / 4)·quad + ws[t] + j % 4]}. One
   * load and 8 broadcasts for 8 multiply-adds.
   */
  public static void oneByEight(
      int[] xs,
      int[] ws,
      MemorySegment from,
      long from0,
      MemorySegment packed,
      long weights,
      long quad,
      MemorySegment to,
      long to0,
      long channel) {
    MemorySegment x = Lanes.bare(from);
    MemorySegment w = Lanes.bare(packed);
    MemorySegment y = Lanes.bare(to);
    long x0 = Lanes.bare(from, from0);
    long q0 = Lanes.bare(packed, weights);
    long q1 = Lanes.bare(packed, weights + quad);
    FloatVector z = FloatVector.zero(Lanes.FLOATS);
    FloatVector a0 = z, a1 = z, a2 = z, a3 = z, a4 = z, a5 = z, a6 = z, a7 = z;
    int n = Math.min(xs.length, ws.length);
    for (int t = 0; t < n; t++) {
      FloatVector v =
          FloatVector.fromMemorySegment(Lanes.FLOATS, x, x0 + (xs[t] & Lanes.OFFSET), Lanes.ORDER);
      long p = ws[t] & Lanes.OFFSET;
      a0 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, q0 + p)), a0);
      a1 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, q0 + p + 4)), a1);
      a2 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, q0 + p + 8)), a2);
      a3 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, q0 + p + 12)), a3);
      a4 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, q1 + p)), a4);
      a5 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, q1 + p + 4)), a5);
      a6 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, q1 + p + 8)), a6);
      a7 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, q1 + p + 12)), a7);
    }
    long y0 = Lanes.bare(to, to0);
    a0.intoMemorySegment(y, y0, Lanes.ORDER);
    a1.intoMemorySegment(y, y0 + channel, Lanes.ORDER);
    a2.intoMemorySegment(y, y0 + 2 * channel, Lanes.ORDER);
    a3.intoMemorySegment(y, y0 + 3 * channel, Lanes.ORDER);
    a4.intoMemorySegment(y, y0 + 4 * channel, Lanes.ORDER);
    a5.intoMemorySegment(y, y0 + 5 * channel, Lanes.ORDER);
    a6.intoMemorySegment(y, y0 + 6 * channel, Lanes.ORDER);
    a7.intoMemorySegment(y, y0 + 7 * channel, Lanes.ORDER);
  }

  /**
   * Weight gradient, four output channels × six taps, over all positions of one block: {@code
   * sums[6·j + i] = Σ_p gradient[j·channel + gs[p]] · x[xᵢ + xs[p]]}, lane by lane. Loads 10
   * vectors for 24 multiply-adds: aligned memory matters here. The 24 vectors go to {@code sums}.
   */
  public static void weightGradient(
      int[] xs,
      int[] gs,
      MemorySegment from,
      long from0,
      long from1,
      long from2,
      long from3,
      long from4,
      long from5,
      MemorySegment gradient,
      long gradient0,
      long gradient1,
      long gradient2,
      long gradient3,
      MemorySegment sums,
      long to) {
    MemorySegment x = Lanes.bare(from);
    MemorySegment g = Lanes.bare(gradient);
    MemorySegment y = Lanes.bare(sums);
    long x0 = Lanes.bare(from, from0);
    long x1 = Lanes.bare(from, from1);
    long x2 = Lanes.bare(from, from2);
    long x3 = Lanes.bare(from, from3);
    long x4 = Lanes.bare(from, from4);
    long x5 = Lanes.bare(from, from5);
    long g0 = Lanes.bare(gradient, gradient0);
    long g1 = Lanes.bare(gradient, gradient1);
    long g2 = Lanes.bare(gradient, gradient2);
    long g3 = Lanes.bare(gradient, gradient3);
    FloatVector z = FloatVector.zero(Lanes.FLOATS);
    FloatVector a00 = z, a01 = z, a02 = z, a03 = z, a04 = z, a05 = z;
    FloatVector a10 = z, a11 = z, a12 = z, a13 = z, a14 = z, a15 = z;
    FloatVector a20 = z, a21 = z, a22 = z, a23 = z, a24 = z, a25 = z;
    FloatVector a30 = z, a31 = z, a32 = z, a33 = z, a34 = z, a35 = z;
    int n = Math.min(xs.length, gs.length);
    for (int p = 0; p < n; p++) {
      long o = xs[p] & Lanes.OFFSET;
      long d = gs[p] & Lanes.OFFSET;
      FloatVector v0 = FloatVector.fromMemorySegment(Lanes.FLOATS, x, x0 + o, Lanes.ORDER);
      FloatVector v1 = FloatVector.fromMemorySegment(Lanes.FLOATS, x, x1 + o, Lanes.ORDER);
      FloatVector v2 = FloatVector.fromMemorySegment(Lanes.FLOATS, x, x2 + o, Lanes.ORDER);
      FloatVector v3 = FloatVector.fromMemorySegment(Lanes.FLOATS, x, x3 + o, Lanes.ORDER);
      FloatVector v4 = FloatVector.fromMemorySegment(Lanes.FLOATS, x, x4 + o, Lanes.ORDER);
      FloatVector v5 = FloatVector.fromMemorySegment(Lanes.FLOATS, x, x5 + o, Lanes.ORDER);
      FloatVector b0 = FloatVector.fromMemorySegment(Lanes.FLOATS, g, g0 + d, Lanes.ORDER);
      a00 = v0.fma(b0, a00);
      a01 = v1.fma(b0, a01);
      a02 = v2.fma(b0, a02);
      a03 = v3.fma(b0, a03);
      a04 = v4.fma(b0, a04);
      a05 = v5.fma(b0, a05);
      FloatVector b1 = FloatVector.fromMemorySegment(Lanes.FLOATS, g, g1 + d, Lanes.ORDER);
      a10 = v0.fma(b1, a10);
      a11 = v1.fma(b1, a11);
      a12 = v2.fma(b1, a12);
      a13 = v3.fma(b1, a13);
      a14 = v4.fma(b1, a14);
      a15 = v5.fma(b1, a15);
      FloatVector b2 = FloatVector.fromMemorySegment(Lanes.FLOATS, g, g2 + d, Lanes.ORDER);
      a20 = v0.fma(b2, a20);
      a21 = v1.fma(b2, a21);
      a22 = v2.fma(b2, a22);
      a23 = v3.fma(b2, a23);
      a24 = v4.fma(b2, a24);
      a25 = v5.fma(b2, a25);
      FloatVector b3 = FloatVector.fromMemorySegment(Lanes.FLOATS, g, g3 + d, Lanes.ORDER);
      a30 = v0.fma(b3, a30);
      a31 = v1.fma(b3, a31);
      a32 = v2.fma(b3, a32);
      a33 = v3.fma(b3, a33);
      a34 = v4.fma(b3, a34);
      a35 = v5.fma(b3, a35);
    }
    long s = Lanes.bare(sums, to);
    a00.intoMemorySegment(y, s, Lanes.ORDER);
    a01.intoMemorySegment(y, s + Lanes.BYTES, Lanes.ORDER);
    a02.intoMemorySegment(y, s + 2L * Lanes.BYTES, Lanes.ORDER);
    a03.intoMemorySegment(y, s + 3L * Lanes.BYTES, Lanes.ORDER);
    a04.intoMemorySegment(y, s + 4L * Lanes.BYTES, Lanes.ORDER);
    a05.intoMemorySegment(y, s + 5L * Lanes.BYTES, Lanes.ORDER);
    a10.intoMemorySegment(y, s + 6L * Lanes.BYTES, Lanes.ORDER);
    a11.intoMemorySegment(y, s + 7L * Lanes.BYTES, Lanes.ORDER);
    a12.intoMemorySegment(y, s + 8L * Lanes.BYTES, Lanes.ORDER);
    a13.intoMemorySegment(y, s + 9L * Lanes.BYTES, Lanes.ORDER);
    a14.intoMemorySegment(y, s + 10L * Lanes.BYTES, Lanes.ORDER);
    a15.intoMemorySegment(y, s + 11L * Lanes.BYTES, Lanes.ORDER);
    a20.intoMemorySegment(y, s + 12L * Lanes.BYTES, Lanes.ORDER);
    a21.intoMemorySegment(y, s + 13L * Lanes.BYTES, Lanes.ORDER);
    a22.intoMemorySegment(y, s + 14L * Lanes.BYTES, Lanes.ORDER);
    a23.intoMemorySegment(y, s + 15L * Lanes.BYTES, Lanes.ORDER);
    a24.intoMemorySegment(y, s + 16L * Lanes.BYTES, Lanes.ORDER);
    a25.intoMemorySegment(y, s + 17L * Lanes.BYTES, Lanes.ORDER);
    a30.intoMemorySegment(y, s + 18L * Lanes.BYTES, Lanes.ORDER);
    a31.intoMemorySegment(y, s + 19L * Lanes.BYTES, Lanes.ORDER);
    a32.intoMemorySegment(y, s + 20L * Lanes.BYTES, Lanes.ORDER);
    a33.intoMemorySegment(y, s + 21L * Lanes.BYTES, Lanes.ORDER);
    a34.intoMemorySegment(y, s + 22L * Lanes.BYTES, Lanes.ORDER);
    a35.intoMemorySegment(y, s + 23L * Lanes.BYTES, Lanes.ORDER);
  }

  /**
   * Adds biases to sums of products in the same place, while they are in the first cache level, and
   * raises them to {@code floor} (0 for a rectifier, −∞ for none).
   *
   * @param targets the positions
   * @param first the first of them
   * @param end after the last
   * @param to the first channel's plane
   */
  public static void raise(
      MemorySegment biases,
      long bias,
      float floor,
      int channels,
      int[] targets,
      int first,
      int end,
      MemorySegment to,
      long to0,
      long channel) {
    MemorySegment y = Lanes.bare(to);
    FloatVector least = FloatVector.broadcast(Lanes.FLOATS, floor);
    for (int j = 0; j < channels; j++) {
      FloatVector b = FloatVector.broadcast(Lanes.FLOATS, biases.get(Lanes.FLOAT, bias + 4L * j));
      long plane = Lanes.bare(to, to0 + j * channel);
      for (int p = first; p < end; p++) {
        long at = plane + (long) (targets[p] & Lanes.OFFSET) * Lanes.BYTES;
        FloatVector sum = FloatVector.fromMemorySegment(Lanes.FLOATS, y, at, Lanes.ORDER);
        sum.add(b).max(least).intoMemorySegment(y, at, Lanes.ORDER);
      }
    }
  }

  /** Sets sums of products to 0 where a value of the same block is not positive. */
  public static void mask(
      MemorySegment masks,
      long mask0,
      int channels,
      int[] targets,
      int first,
      int end,
      MemorySegment to,
      long to0,
      long channel) {
    MemorySegment x = Lanes.bare(masks);
    MemorySegment y = Lanes.bare(to);
    FloatVector zero = FloatVector.zero(Lanes.FLOATS);
    for (int j = 0; j < channels; j++) {
      long from = Lanes.bare(masks, mask0 + j * channel);
      long plane = Lanes.bare(to, to0 + j * channel);
      for (int p = first; p < end; p++) {
        long o = (long) (targets[p] & Lanes.OFFSET) * Lanes.BYTES;
        FloatVector sum = FloatVector.fromMemorySegment(Lanes.FLOATS, y, plane + o, Lanes.ORDER);
        FloatVector kept = FloatVector.fromMemorySegment(Lanes.FLOATS, x, from + o, Lanes.ORDER);
        zero.blend(sum, kept.compare(VectorOperators.GT, 0f))
            .intoMemorySegment(y, plane + o, Lanes.ORDER);
      }
    }
  }
}
