package dev.fovea.core.vector.simd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** The widest float vector of this machine, and how it meets memory. Constants to the compiler. */
public final class Lanes {
  public static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  public static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  public static final int COUNT = FLOATS.length();
  public static final int BYTES = COUNT * Float.BYTES;

  /** Single numbers. All are aligned; a layout that says so would check it at every access. */
  public static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  /**
   * The order of bytes of this machine. Long kernels call the Vector API directly with it: past
   * some size the compiler inlines only the API's own methods, and a vector that a method which is
   * not inlined takes or gives is an object on the heap.
   */
  public static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /**
   * Whether kernels may address memory without bounds checks: if the program was started with
   * native access for this module. Off, they are up to a third slower; results are the same.
   */
  static final boolean BARE = Lanes.class.getModule().isNativeAccessEnabled();

  private static final MemorySegment ALL =
      BARE ? MemorySegment.NULL.reinterpret(Long.MAX_VALUE) : MemorySegment.NULL;

  /** No address has more bits. To the compiler it shows that one is in bounds. */
  public static final long ADDRESS = (1L << 47) - 1;

  /** No step has more bits: sums of a few stay positive, which the compiler wants to see. */
  public static final long STRIDE = (1L << 40) - 1;

  /** No offset in a kernel's table has more bits. */
  public static final int OFFSET = Integer.MAX_VALUE;

  private Lanes() {}

  /**
   * The segment through which a kernel reads or writes a native segment: all of memory, where that
   * is allowed. Its length is a constant, so that checks vanish. Goes with {@link
   * #bare(MemorySegment, long)}; the caller keeps the segment reachable.
   */
  public static MemorySegment bare(MemorySegment segment) {
    return BARE ? ALL : segment;
  }

  /** The offset in {@link #bare(MemorySegment)} of an offset in a segment. */
  public static long bare(MemorySegment segment, long offset) {
    return BARE ? (segment.address() + offset) & ADDRESS : offset;
  }

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

  /** How many blocks a batch of this many examples fills. */
  public static int blocks(int examples) {
    return Math.ceilDiv(examples, COUNT);
  }
}
