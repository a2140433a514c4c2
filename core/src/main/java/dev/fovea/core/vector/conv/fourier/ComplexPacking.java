package dev.fovea.core.vector.conv.fourier;

import static dev.fovea.core.vector.simd.Lanes.BYTES;
import static dev.fovea.core.vector.simd.Lanes.FLOATS;
import static dev.fovea.core.vector.simd.Lanes.OFFSET;
import static dev.fovea.core.vector.simd.Lanes.ORDER;

import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Between the complex vectors of one frequency and the three real matrices from which a complex
 * product is made. Tiles are written in order and follow one another: what the last vector of one
 * has too much, the next one overwrites.
 */
final class ComplexPacking {
  private ComplexPacking() {}

  /** {@code Aʳ + Aⁱ, Aʳ, Aⁱ}. */
  static void left(MemorySegment memory, long from, int tiles, FourierOperand operand, long to) {
    MemorySegment x = Lanes.bare(memory);
    long next = operand.packedBytes();
    int bundles = operand.rows().bundles();
    for (int tile = 0; tile < tiles; tile++) {
      long source = Lanes.bare(memory, from + operand.bundleAt(tile, 0));
      long first = Lanes.bare(memory, to + (long) tile * operand.planes() * Float.BYTES);
      long second = Lanes.bare(memory, to + next + (long) tile * operand.planes() * Float.BYTES);
      long third = Lanes.bare(memory, to + 2 * next + (long) tile * operand.planes() * Float.BYTES);
      for (int bundle = 0; bundle < bundles; bundle++) {
        long s = source + (bundle * Fourier.NUMBER & OFFSET);
        int t = bundle * BYTES & OFFSET;
        FloatVector re = FloatVector.fromMemorySegment(FLOATS, x, s, ORDER);
        FloatVector im = FloatVector.fromMemorySegment(FLOATS, x, s + BYTES, ORDER);
        re.add(im).intoMemorySegment(x, first + t, ORDER);
        re.intoMemorySegment(x, second + t, ORDER);
        im.intoMemorySegment(x, third + t, ORDER);
      }
    }
  }

  /** {@code Bʳ, Bⁱ − Bʳ, −(Bʳ + Bⁱ)}. */
  static void right(MemorySegment memory, long from, int tiles, FourierOperand operand, long to) {
    MemorySegment x = Lanes.bare(memory);
    long next = operand.packedBytes();
    int bundles = operand.rows().bundles();
    for (int tile = 0; tile < tiles; tile++) {
      long source = Lanes.bare(memory, from + operand.bundleAt(tile, 0));
      long first = Lanes.bare(memory, to + (long) tile * operand.planes() * Float.BYTES);
      long second = Lanes.bare(memory, to + next + (long) tile * operand.planes() * Float.BYTES);
      long third = Lanes.bare(memory, to + 2 * next + (long) tile * operand.planes() * Float.BYTES);
      for (int bundle = 0; bundle < bundles; bundle++) {
        long s = source + (bundle * Fourier.NUMBER & OFFSET);
        int t = bundle * BYTES & OFFSET;
        FloatVector re = FloatVector.fromMemorySegment(FLOATS, x, s, ORDER);
        FloatVector im = FloatVector.fromMemorySegment(FLOATS, x, s + BYTES, ORDER);
        re.intoMemorySegment(x, first + t, ORDER);
        im.sub(re).intoMemorySegment(x, second + t, ORDER);
        re.add(im).neg().intoMemorySegment(x, third + t, ORDER);
      }
    }
  }

  /** From {@code P, Q, R} the complex {@code P + R, P + Q}; added to what is there, if wanted. */
  static void target(
      MemorySegment memory, long from, int tiles, FourierOperand operand, long to, boolean added) {
    MemorySegment x = Lanes.bare(memory);
    long next = operand.packedBytes();
    int bundles = operand.rows().bundles();
    for (int tile = 0; tile < tiles; tile++) {
      long target = Lanes.bare(memory, to + operand.bundleAt(tile, 0));
      long first = Lanes.bare(memory, from + (long) tile * operand.planes() * Float.BYTES);
      long second = Lanes.bare(memory, from + next + (long) tile * operand.planes() * Float.BYTES);
      long third =
          Lanes.bare(memory, from + 2 * next + (long) tile * operand.planes() * Float.BYTES);
      for (int bundle = 0; bundle < bundles; bundle++) {
        long t = target + (bundle * Fourier.NUMBER & OFFSET);
        int s = bundle * BYTES & OFFSET;
        FloatVector p = FloatVector.fromMemorySegment(FLOATS, x, first + s, ORDER);
        FloatVector q = FloatVector.fromMemorySegment(FLOATS, x, second + s, ORDER);
        FloatVector r = FloatVector.fromMemorySegment(FLOATS, x, third + s, ORDER);
        FloatVector re = p.add(r);
        FloatVector im = p.add(q);
        if (added) {
          re = re.add(FloatVector.fromMemorySegment(FLOATS, x, t, ORDER));
          im = im.add(FloatVector.fromMemorySegment(FLOATS, x, t + BYTES, ORDER));
        }
        re.intoMemorySegment(x, t, ORDER);
        im.intoMemorySegment(x, t + BYTES, ORDER);
      }
    }
  }
}
