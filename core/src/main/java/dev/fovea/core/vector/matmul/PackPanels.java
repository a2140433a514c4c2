package dev.fovea.core.vector.matmul;

import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.LaneTranspose;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Copies right factors of products into panels, so that a kernel reads one stretch of memory.
 * Matrices that are stored transposed are transposed by squares of L×L numbers, L being the lanes
 * of a vector.
 *
 * @param panels the panels
 * @param b the matrices
 * @param target the packed panels
 * @param worker {@link #WORKER_BYTES} for each worker
 */
record PackPanels(Panels panels, Matrices b, Location target, Location worker)
    implements WholeStep {
  static final long WORKER_BYTES = LaneTranspose.SQUARE;

  /** Floats that are worth a task: some 10 µs. */
  private static final int TASK = 1 << 16;

  private int vectorsATask() {
    return Math.max(1, TASK / Math.max(1, panels.k() * Lanes.COUNT));
  }

  private int all() {
    return panels.batch() * panels.vectors();
  }

  @Override
  public int tasks() {
    return Math.ceilDiv(all(), vectorsATask());
  }

  @Override
  public long cost() {
    return (long) vectorsATask() * panels.k() * Lanes.COUNT * 3 / 4;
  }

  @Override
  public void run(Memory memory, int workerNumber, int task) {
    int first = task * vectorsATask();
    for (int i = first; i < Math.min(all(), first + vectorsATask()); i++) {
      int matrix = i / panels.vectors();
      int vector = i % panels.vectors();
      long to = target.offset() + (matrix * panels.each() + panels.offset(vector)) * Float.BYTES;
      pack(memory, workerNumber, matrix, vector, to);
    }
  }

  /** Packs the columns of one vector; the first goes to this offset in the target's memory. */
  void pack(Memory memory, int workerNumber, int matrix, int vector, long to) {
    long from = b.at(matrix, 0, panels.column(vector));
    long step = (long) panels.step(vector) * Float.BYTES;
    if (b.column() == 1) {
      copy(memory.of(b.location()), from, memory.of(target), to, step);
    } else if (b.row() == 1 && panels.n() >= Lanes.COUNT && panels.k() >= Lanes.COUNT) {
      transpose(memory, from, to, step, worker.at(workerNumber, 0));
    } else {
      gather(memory, from, to, step);
    }
  }

  private void copy(MemorySegment source, long from, MemorySegment packed, long to, long step) {
    MemorySegment in = Lanes.bare(source);
    MemorySegment out = Lanes.bare(packed);
    long at = Lanes.bare(source, from);
    long put = Lanes.bare(packed, to);
    long row = b.row() * Float.BYTES;
    VectorMask<Float> mask = Lanes.FLOATS.indexInRange(0, panels.columns());
    int k = panels.k();
    if (panels.columns() < Lanes.COUNT) {
      for (int p = 0; p < k; p++) {
        FloatVector.fromMemorySegment(Lanes.FLOATS, in, at, Lanes.ORDER, mask)
            .intoMemorySegment(out, put, Lanes.ORDER);
        at += row;
        put += step;
      }
      return;
    }
    for (int p = 0; p < k; p++) {
      FloatVector.fromMemorySegment(Lanes.FLOATS, in, at, Lanes.ORDER)
          .intoMemorySegment(out, put, Lanes.ORDER);
      at += row;
      put += step;
    }
  }

  /** Squares of L columns × L rows; the last begins further up if k is no multiple of L. */
  private void transpose(Memory memory, long from, long to, long step, long square) {
    MemorySegment source = memory.of(b.location());
    MemorySegment packed = memory.of(target);
    MemorySegment room = memory.of(worker);
    long column = b.column() * Float.BYTES;
    for (int p = 0; p < panels.k(); p += Lanes.COUNT) {
      int row = Math.min(p, panels.k() - Lanes.COUNT);
      long at = from + (long) row * Float.BYTES;
      LaneTranspose.square(source, at, column, packed, to + row * step, step, room, square);
    }
  }

  /** Number by number: matrices of fewer rows or columns than a square has. */
  private void gather(Memory memory, long from, long to, long step) {
    MemorySegment source = memory.of(b.location());
    MemorySegment packed = memory.of(target);
    FloatVector zero = FloatVector.zero(Lanes.FLOATS);
    for (int p = 0; p < panels.k(); p++) {
      if (panels.columns() < Lanes.COUNT) {
        zero.intoMemorySegment(packed, to + p * step, Lanes.ORDER);
      }
      for (int j = 0; j < panels.columns(); j++) {
        float value = source.get(Lanes.FLOAT, from + (p * b.row() + j * b.column()) * Float.BYTES);
        packed.set(Lanes.FLOAT, to + p * step + (long) j * Float.BYTES, value);
      }
    }
  }

  @Override
  public String describe() {
    return "pack %d matrices %d×%d%s"
        .formatted(
            panels.batch(), panels.k(), panels.n(), b.column() == 1 ? "" : ", stored transposed");
  }
}
