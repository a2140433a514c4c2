package dev.fovea.core.vector.move;

import dev.fovea.core.vector.geometry.Strided;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.MoveKernels;

/**
 * Row-major elements with a constant around them. A task fills a stretch of the result with the
 * constant and then, while it is in cache, moves in the elements that belong there.
 *
 * @param value the constant
 * @param inside the elements inside
 * @param size elements of the result
 */
public record PadStep(float value, MoveStep inside, int size) implements WholeStep {

  /** The outermost axis along which there is more than one element inside. */
  private Strided.Axis first() {
    return inside.block().axes().getFirst();
  }

  /** Elements of the result from one index of the first axis to the next. */
  private int slab() {
    return first().to();
  }

  private int slabs() {
    return size / slab();
  }

  private int piece() {
    return Math.max(1, MoveStep.TASK / slab());
  }

  @Override
  public int tasks() {
    return Math.ceilDiv(slabs(), piece());
  }

  @Override
  public long cost() {
    return 2L * piece() * slab();
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    int slab = task * piece();
    int end = Math.min(slabs(), slab + piece());
    Location y = inside.y();
    long out = y.offset() + (long) slab * slab() * Float.BYTES;
    MoveKernels.fill(value, memory.of(y), out, (end - slab) * slab());
    int before = inside.block().to() / slab();
    int from = Math.max(0, slab - before);
    int to = Math.min(first().size(), end - before);
    if (from < to) {
      move(memory, worker, from, to);
    }
  }

  /** Moves what lies at some indices of the first axis. */
  private void move(Memory memory, int worker, int from, int to) {
    int rows = inside.row().size();
    int floats = inside.run().size();
    switch (inside.block().axes().size()) {
      case 1 -> inside.move(memory, worker, 0, 1, 0, 1, from, to - from);
      case 2 -> inside.move(memory, worker, 0, 1, from, to - from, 0, floats);
      default -> {
        int planes = inside.planes() / first().size();
        inside.move(memory, worker, from * planes, to * planes, 0, rows, 0, floats);
      }
    }
  }

  @Override
  public String describe() {
    return "pad, " + size + " elements";
  }
}
