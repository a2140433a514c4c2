package dev.fovea.core.vector.loop;

import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;

/** What an element-wise operation reads. */
public sealed interface Operand {
  /** Numbers that follow one another in memory. */
  record Stream(Location location) implements Operand {}

  /** One constant. */
  record Constant(float value) implements Operand {}

  /**
   * Numbers that are the same for all examples: element i of the result takes number {@code (i /
   * inner) % count}.
   *
   * @param location the numbers
   * @param count how many there are
   * @param inner for how many elements each one serves in a row
   */
  record Uniform(Location location, int count, int inner) implements Operand {
    public float at(Memory memory, int element) {
      return memory.get(location, element / inner % count);
    }
  }

  /** The result of an earlier operation of the same chain. */
  record Link(int operation) implements Operand {}
}
