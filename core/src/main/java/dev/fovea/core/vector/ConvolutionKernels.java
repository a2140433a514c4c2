package dev.fovea.core.vector;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * The innermost loops of convolution and linear layers: sums of products with the batch in the
 * lanes. Each keeps 16 accumulators in registers over one flat loop (loops inside loops, or vectors
 * handed to methods that are not inlined, would send them to memory).
 */
final class ConvolutionKernels {

  private ConvolutionKernels() {}

  /**
   * Four positions × four output channels: {@code y[channel j, position i] = Σ_t x[xᵢ + xs[t]] ·
   * w[w + ws[t] + j]}. Loads 4 vectors and broadcasts 4 weights for 16 multiply-adds. All offsets
   * in bytes; channels of y are {@code channel} apart.
   */
  static void fourByFour(
      int[] xs,
      int[] ws,
      MemorySegment x,
      long x0,
      long x1,
      long x2,
      long x3,
      MemorySegment w,
      long weights,
      MemorySegment y,
      long y0,
      long y1,
      long y2,
      long y3,
      long channel) {
    FloatVector z = FloatVector.zero(Lanes.FLOATS);
    FloatVector a00 = z, a01 = z, a02 = z, a03 = z;
    FloatVector a10 = z, a11 = z, a12 = z, a13 = z;
    FloatVector a20 = z, a21 = z, a22 = z, a23 = z;
    FloatVector a30 = z, a31 = z, a32 = z, a33 = z;
    int n = Math.min(xs.length, ws.length);
    for (int t = 0; t < n; t++) {
      long o = xs[t];
      long p = weights + ws[t];
      FloatVector v0 = Lanes.load(x, x0 + o);
      FloatVector v1 = Lanes.load(x, x1 + o);
      FloatVector v2 = Lanes.load(x, x2 + o);
      FloatVector v3 = Lanes.load(x, x3 + o);
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
    Lanes.store(a00, y, y0);
    Lanes.store(a01, y, y1);
    Lanes.store(a02, y, y2);
    Lanes.store(a03, y, y3);
    Lanes.store(a10, y, y0 + channel);
    Lanes.store(a11, y, y1 + channel);
    Lanes.store(a12, y, y2 + channel);
    Lanes.store(a13, y, y3 + channel);
    Lanes.store(a20, y, y0 + 2 * channel);
    Lanes.store(a21, y, y1 + 2 * channel);
    Lanes.store(a22, y, y2 + 2 * channel);
    Lanes.store(a23, y, y3 + 2 * channel);
    Lanes.store(a30, y, y0 + 3 * channel);
    Lanes.store(a31, y, y1 + 3 * channel);
    Lanes.store(a32, y, y2 + 3 * channel);
    Lanes.store(a33, y, y3 + 3 * channel);
  }

  /**
   * One position × sixteen output channels, for outputs of fewer than four like positions (linear
   * layers): {@code y[channel j] = Σ_t x[x0 + xs[t]] · w[weights + (j / 4)·quad + ws[t] + j % 4]}.
   * One load and 16 broadcasts for 16 multiply-adds.
   */
  static void oneBySixteen(
      int[] xs,
      int[] ws,
      MemorySegment x,
      long x0,
      MemorySegment w,
      long weights,
      long quad,
      MemorySegment y,
      long y0,
      long channel) {
    FloatVector z = FloatVector.zero(Lanes.FLOATS);
    FloatVector a0 = z, a1 = z, a2 = z, a3 = z;
    FloatVector a4 = z, a5 = z, a6 = z, a7 = z;
    FloatVector a8 = z, a9 = z, a10 = z, a11 = z;
    FloatVector a12 = z, a13 = z, a14 = z, a15 = z;
    int n = Math.min(xs.length, ws.length);
    for (int t = 0; t < n; t++) {
      FloatVector v = Lanes.load(x, x0 + xs[t]);
      long p = weights + ws[t];
      a0 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p)), a0);
      a1 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p + 4)), a1);
      a2 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p + 8)), a2);
      a3 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p + 12)), a3);
      p += quad;
      a4 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p)), a4);
      a5 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p + 4)), a5);
      a6 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p + 8)), a6);
      a7 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p + 12)), a7);
      p += quad;
      a8 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p)), a8);
      a9 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p + 4)), a9);
      a10 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p + 8)), a10);
      a11 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p + 12)), a11);
      p += quad;
      a12 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p)), a12);
      a13 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p + 4)), a13);
      a14 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p + 8)), a14);
      a15 = v.fma(FloatVector.broadcast(Lanes.FLOATS, w.get(Lanes.FLOAT, p + 12)), a15);
    }
    Lanes.store(a0, y, y0);
    Lanes.store(a1, y, y0 + channel);
    Lanes.store(a2, y, y0 + 2 * channel);
    Lanes.store(a3, y, y0 + 3 * channel);
    Lanes.store(a4, y, y0 + 4 * channel);
    Lanes.store(a5, y, y0 + 5 * channel);
    Lanes.store(a6, y, y0 + 6 * channel);
    Lanes.store(a7, y, y0 + 7 * channel);
    Lanes.store(a8, y, y0 + 8 * channel);
    Lanes.store(a9, y, y0 + 9 * channel);
    Lanes.store(a10, y, y0 + 10 * channel);
    Lanes.store(a11, y, y0 + 11 * channel);
    Lanes.store(a12, y, y0 + 12 * channel);
    Lanes.store(a13, y, y0 + 13 * channel);
    Lanes.store(a14, y, y0 + 14 * channel);
    Lanes.store(a15, y, y0 + 15 * channel);
  }

  /**
   * Weight gradient, four output channels × four taps, over all positions of one block: {@code
   * sums[4·j + i] = Σ_p gradient[g + j·channel + gs[p]] · x[xᵢ + xs[p]]}, lane by lane. Loads 8
   * vectors for 16 multiply-adds: aligned memory matters here. The 16 vectors go to {@code sums}.
   */
  static void weightGradient(
      int[] xs,
      int[] gs,
      MemorySegment x,
      long x0,
      long x1,
      long x2,
      long x3,
      MemorySegment gradient,
      long g0,
      long g1,
      long g2,
      long g3,
      MemorySegment sums,
      long to) {
    FloatVector z = FloatVector.zero(Lanes.FLOATS);
    FloatVector a00 = z, a01 = z, a02 = z, a03 = z;
    FloatVector a10 = z, a11 = z, a12 = z, a13 = z;
    FloatVector a20 = z, a21 = z, a22 = z, a23 = z;
    FloatVector a30 = z, a31 = z, a32 = z, a33 = z;
    int n = Math.min(xs.length, gs.length);
    for (int p = 0; p < n; p++) {
      long o = xs[p];
      long d = gs[p];
      FloatVector v0 = Lanes.load(x, x0 + o);
      FloatVector v1 = Lanes.load(x, x1 + o);
      FloatVector v2 = Lanes.load(x, x2 + o);
      FloatVector v3 = Lanes.load(x, x3 + o);
      FloatVector b0 = Lanes.load(gradient, g0 + d);
      a00 = v0.fma(b0, a00);
      a01 = v1.fma(b0, a01);
      a02 = v2.fma(b0, a02);
      a03 = v3.fma(b0, a03);
      FloatVector b1 = Lanes.load(gradient, g1 + d);
      a10 = v0.fma(b1, a10);
      a11 = v1.fma(b1, a11);
      a12 = v2.fma(b1, a12);
      a13 = v3.fma(b1, a13);
      FloatVector b2 = Lanes.load(gradient, g2 + d);
      a20 = v0.fma(b2, a20);
      a21 = v1.fma(b2, a21);
      a22 = v2.fma(b2, a22);
      a23 = v3.fma(b2, a23);
      FloatVector b3 = Lanes.load(gradient, g3 + d);
      a30 = v0.fma(b3, a30);
      a31 = v1.fma(b3, a31);
      a32 = v2.fma(b3, a32);
      a33 = v3.fma(b3, a33);
    }
    long bytes = Lanes.BYTES;
    Lanes.store(a00, sums, to);
    Lanes.store(a01, sums, to + bytes);
    Lanes.store(a02, sums, to + 2 * bytes);
    Lanes.store(a03, sums, to + 3 * bytes);
    Lanes.store(a10, sums, to + 4 * bytes);
    Lanes.store(a11, sums, to + 5 * bytes);
    Lanes.store(a12, sums, to + 6 * bytes);
    Lanes.store(a13, sums, to + 7 * bytes);
    Lanes.store(a20, sums, to + 8 * bytes);
    Lanes.store(a21, sums, to + 9 * bytes);
    Lanes.store(a22, sums, to + 10 * bytes);
    Lanes.store(a23, sums, to + 11 * bytes);
    Lanes.store(a30, sums, to + 12 * bytes);
    Lanes.store(a31, sums, to + 13 * bytes);
    Lanes.store(a32, sums, to + 14 * bytes);
    Lanes.store(a33, sums, to + 15 * bytes);
  }
}
