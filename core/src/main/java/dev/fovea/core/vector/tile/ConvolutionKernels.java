package dev.fovea.core.vector.tile;

import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * What convolution and linear layers with the batch in the lanes need beside {@link
 * ConvolutionTiles}: the narrow tile for borders, and what follows on sums of products. The Vector
 * API is called directly throughout: see {@link Lanes#ORDER}.
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
