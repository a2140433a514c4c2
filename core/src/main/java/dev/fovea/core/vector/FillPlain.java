package dev.fovea.core.vector;

import java.lang.foreign.MemorySegment;

/**
 * Numbers written out as a plain value: a constant, repeated numbers, or a copy.
 *
 * @param operand the numbers
 * @param size how many
 * @param target where they go
 */
record FillPlain(Operand operand, int size, Location target) implements PlainStep {
  @Override
  public int tasks() {
    return 1;
  }

  @Override
  public long cost() {
    return size;
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    switch (operand) {
      case Operand.Constant(float value) ->
          ElementwiseKernels.fill(value, memory.of(target), target.offset(), size * Float.BYTES);
      case Operand.Uniform uniform -> {
        for (int i = 0; i < size; i++) {
          memory.put(target, i, uniform.at(memory, i));
        }
      }
      case Operand.Stream(Location from) ->
          MemorySegment.copy(
              memory.of(from),
              from.offset(),
              memory.of(target),
              target.offset(),
              (long) size * Float.BYTES);
      case Operand.Link(int operation) ->
          throw new IllegalStateException("operation " + operation + " is not in a chain");
    }
  }

  @Override
  public String describe() {
    return "write out " + size + " numbers";
  }
}
