package dev.fovea.core.vector.move;

import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.MoveKernels;

/**
 * One number, written out as a row-major value.
 *
 * @param value the number
 * @param size how often
 * @param target where it goes
 */
public record FillStep(float value, int size, Location target) implements WholeStep {
  @Override
  public int tasks() {
    return Math.ceilDiv(size, MoveStep.TASK);
  }

  @Override
  public long cost() {
    return Math.min(size, MoveStep.TASK);
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    int first = task * MoveStep.TASK;
    int floats = Math.min(size - first, MoveStep.TASK);
    long out = target.offset() + (long) first * Float.BYTES;
    MoveKernels.fill(value, memory.of(target), out, floats);
  }

  @Override
  public String describe() {
    return "write out " + size + " equal numbers";
  }
}
