package dev.fovea.core.vector;

import java.lang.foreign.MemorySegment;

/**
 * A plain matrix copied into its transpose.
 *
 * @param rows rows of the source
 * @param columns columns of the source
 * @param source the matrix
 * @param target its transpose
 */
record Turn(int rows, int columns, Location source, Location target) implements PlainStep {
  @Override
  public int tasks() {
    return rows;
  }

  @Override
  public long cost() {
    return columns;
  }

  @Override
  public void run(Memory memory, int worker, int row) {
    MemorySegment from = memory.of(source);
    MemorySegment to = memory.of(target);
    for (int column = 0; column < columns; column++) {
      float value =
          from.get(Lanes.FLOAT, source.offset() + ((long) row * columns + column) * Float.BYTES);
      to.set(Lanes.FLOAT, target.offset() + ((long) column * rows + row) * Float.BYTES, value);
    }
  }

  @Override
  public String describe() {
    return "transpose " + rows + "×" + columns;
  }
}
