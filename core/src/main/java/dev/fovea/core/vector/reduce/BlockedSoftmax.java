package dev.fovea.core.vector.reduce;

import dev.fovea.core.vector.run.BlockStep;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;

/**
 * Softmax or its logarithm along one axis of the examples of a block; the axis has {@code size}
 * elements, {@code inner} apart.
 *
 * @param logarithm whether the logarithm is wanted
 * @param outer how many times the axis occurs
 * @param size elements along the axis
 * @param inner distance between them
 * @param x the input
 * @param y the result
 * @param scratch {@link #scratchBytes} bytes
 */
public record BlockedSoftmax(
    boolean logarithm, int outer, int size, int inner, Location x, Location y, Location scratch)
    implements BlockStep {

  /** Bytes each worker needs. */
  public static long scratchBytes(int size) {
    return SoftmaxColumns.scratchBytes(size);
  }

  @Override
  public void run(Memory memory, int worker, int block) {
    MemorySegment from = memory.of(x);
    MemorySegment to = memory.of(y);
    MemorySegment room = memory.of(scratch);
    long step = (long) inner * Lanes.BYTES;
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        long first = (long) o * size * step + (long) i * Lanes.BYTES;
        SoftmaxColumns.run(
            logarithm,
            size,
            from,
            x.at(worker, block) + first,
            to,
            y.at(worker, block) + first,
            step,
            Lanes.COUNT,
            room,
            scratch.at(worker, block));
      }
    }
  }

  @Override
  public String describe() {
    return (logarithm ? "log softmax over " : "softmax over ") + size;
  }
}
