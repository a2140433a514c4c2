package dev.fovea.core.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** The widest float vector of this machine, and how it meets memory. Constants to the compiler. */
final class Lanes {
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  static final int COUNT = FLOATS.length();
  static final int BYTES = COUNT * Float.BYTES;

  /** Single numbers. All are aligned; a layout that says so would check it at every access. */
  static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private Lanes() {}

  static FloatVector load(MemorySegment segment, long offset) {
    return FloatVector.fromMemorySegment(FLOATS, segment, offset, ORDER);
  }

  static void store(FloatVector vector, MemorySegment segment, long offset) {
    vector.intoMemorySegment(segment, offset, ORDER);
  }

  static FloatVector load(MemorySegment segment, long offset, VectorMask<Float> mask) {
    return FloatVector.fromMemorySegment(FLOATS, segment, offset, ORDER, mask);
  }

  static void store(
      FloatVector vector, MemorySegment segment, long offset, VectorMask<Float> mask) {
    vector.intoMemorySegment(segment, offset, ORDER, mask);
  }

  /** How many blocks a batch of so many examples fills. */
  static int blocks(int examples) {
    return Math.ceilDiv(examples, COUNT);
  }
}
