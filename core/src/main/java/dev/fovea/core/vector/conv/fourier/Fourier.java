package dev.fovea.core.vector.conv.fourier;

import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The discrete Fourier transform {@code z[f] = Σ_p a[p]·exp(−2πi·f·p/size)}, or its inverse without
 * the factor 1/size, of vectors whose lanes are transforms of their own. Numbers are read from any
 * places and written to any places; the imaginary part lies one vector after the real part.
 *
 * <p>Stockham's passes of mixed radix: they need no permutation of their own. Twiddle factors are
 * rounded from double precision.
 *
 * @see <a href="https://doi.org/10.1137/1.9781611970999">Van Loan 1992, Computational Frameworks
 *     for the Fast Fourier Transform, section 1.7</a>
 */
final class Fourier {
  /** Bytes of a complex vector. */
  static final int NUMBER = 2 * Lanes.BYTES;

  private final FourierPass[] passes;

  private Fourier(List<FourierPass> passes) {
    this.passes = passes.toArray(FourierPass[]::new);
  }

  /**
   * A transform.
   *
   * @param in where each number is, in bytes from the start of the input
   * @param out where each number of the result goes, in bytes from the start of the output
   */
  static Fourier of(int[] in, int[] out) {
    int size = in.length;
    int[] between = natural(size);
    List<FourierPass> passes = new ArrayList<>();
    int length = size;
    for (int radix : FourierSize.factors(size)) {
      int[] from = length == size ? in : between;
      int[] to = length == radix ? out : between;
      passes.add(pass(size / length, length / radix, radix, from, to));
      length /= radix;
    }
    return new Fourier(passes);
  }

  /** The inverse of {@link #of}, times the size: the same sums, taken in the opposite order. */
  static Fourier inverse(int[] in, int[] out) {
    int size = out.length;
    return of(in, IntStream.range(0, size).map(f -> out[(size - f) % size]).toArray());
  }

  /** Numbers one after the other. */
  static int[] natural(int size) {
    return IntStream.range(0, size).map(place -> place * NUMBER).toArray();
  }

  /** Bytes that a transform of this size needs besides its input and output. */
  static long scratchBytes(int size) {
    return 2L * size * NUMBER;
  }

  /**
   * The pass that takes {@code stride} transforms of length {@code radix·parts} apart into {@code
   * radix·stride} transforms of length {@code parts}.
   */
  private static FourierPass pass(int stride, int parts, int radix, int[] in, int[] out) {
    int length = radix * parts;
    int[] places = new int[2 * radix * parts * stride];
    float[] turns = new float[parts == 1 ? 0 : 3 * (radix - 1) * parts * stride];
    for (int p = 0; p < parts; p++) {
      for (int q = 0; q < stride; q++) {
        int butterfly = p * stride + q;
        for (int k = 0; k < radix; k++) {
          places[2 * radix * butterfly + k] = in[q + stride * (p + k * parts)];
          places[2 * radix * butterfly + radix + k] = out[q + stride * (radix * p + k)];
          if (parts > 1 && k > 0) {
            double angle = -2 * Math.PI * p * k / length;
            int turn = 3 * ((radix - 1) * butterfly + k - 1);
            turns[turn] = (float) Math.cos(angle);
            turns[turn + 1] = (float) Math.sin(angle);
            turns[turn + 2] = -(float) Math.sin(angle);
          }
        }
      }
    }
    return new FourierPass(radix, places, turns);
  }

  /**
   * Transforms once. Input and output may not overlap.
   *
   * @param scratch the start of {@link #scratchBytes} bytes
   */
  void run(MemorySegment memory, long from, long to, long scratch) {
    int last = passes.length - 1;
    long source = from;
    long next = scratch;
    long other = scratch + (long) passes[0].places().length / 2 * NUMBER;
    for (int i = 0; i < last; i++) {
      step(passes[i], memory, source, next);
      source = next;
      next = other;
      other = source;
    }
    step(passes[last], memory, source, to);
  }

  private static void step(FourierPass pass, MemorySegment memory, long from, long to) {
    switch (pass.radix()) {
      case 2 -> Butterflies.two(pass, memory, from, to);
      case 3 -> Butterflies.three(pass, memory, from, to);
      case 4 -> Butterflies.four(pass, memory, from, to);
      case 5 -> Butterflies.five(pass, memory, from, to);
      case 6 -> Butterflies.six(pass, memory, from, to);
      case 8 -> Butterflies.eight(pass, memory, from, to);
      default -> throw new IllegalStateException("no butterfly of radix " + pass.radix());
    }
  }
}
