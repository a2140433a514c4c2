package dev.fovea.core.vector.move;

import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.PlainStep;
import dev.fovea.core.vector.simd.MoveKernels;

/**
 * One number, written out as a plain value.
 *
 * @param value the number
 * @param size how often
 * @param target where it goes
 */
public record FillPlain(float value, int size, Location target) implements PlainStep {
  @Override
  public int tasks() {
    return Math.ceilDiv(size, MovePlain.TASK);
  }

  @Override
  public long cost() {
    return Math.min(size, MovePlain.TASK);
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    int first = task * MovePlain.TASK;
    int floats = Math.min(size - first, MovePlain.TASK);
    long out = target.offset() + (long) first * Float.BYTES;
    MoveKernels.fill(value, memory.of(target), out, floats);
  }

  @Override
  public String describe() {
    return "write out " + size + " equal numbers";
  }
}
