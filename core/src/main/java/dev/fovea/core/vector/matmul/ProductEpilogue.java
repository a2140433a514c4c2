package dev.fovea.core.vector.matmul;

import dev.fovea.core.vector.loop.Chain;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.tile.ProductKernels;

/**
 * A matrix product {@code C [m, n]} and a chain of element-wise operations on its numbers, such as
 * a weight gradient and the update of the weights. A task computes a block of C a few rows at a
 * time into room of its worker, and the chain runs over these rows before the next: C itself is
 * never written to memory, nor read from there.
 *
 * @param product the product, whose result is the room
 * @param chain what follows; reads its numbers at {@link Room#rows}
 * @param room where the rows at hand lie
 */
public record ProductEpilogue(MultiplyPanels product, Chain chain, Room room) implements WholeStep {
  /** Rows computed at a time: the room stays in the second cache level beside the panels. */
  private static final int CHUNK = 2 * ProductKernels.TALL;

  /** Rows of a block: its panels are read from the second cache level for each chunk. */
  private static final int ROWS = 4 * CHUNK;

  /**
   * Room for some rows of a block. The last tile of a matrix may begin further up, where the same
   * numbers are computed once more: there is room for these, too.
   *
   * @param columns columns of a block
   * @param work memory for each worker
   */
  public record Room(int columns, Location work) {
    /** Room for products of this many columns, in blocks of much the same size. */
    static Room of(int n, Location work) {
      int most = Chain.piece() / Panels.WIDE * Panels.WIDE;
      int each = Math.ceilDiv(n, Math.ceilDiv(n, most));
      return new Room(Math.min(n, Math.ceilDiv(each, Panels.WIDE) * Panels.WIDE), work);
    }

    private long start() {
      return (long) ProductKernels.TALL * columns * Float.BYTES;
    }

    public long bytes() {
      return start() + Memory.aligned((long) CHUNK * columns * Float.BYTES);
    }

    /**
     * Where a chain finds the numbers: those of a row follow one another as in C, so only the
     * distance of the row's place from that in C has to be said, in floats, as the "block".
     */
    public Location rows() {
      return work.plus(start()).steppingBy(Float.BYTES);
    }

    /** The rows as a matrix. */
    Matrices matrix() {
      return new Matrices(rows(), 0, columns, 1);
    }
  }

  private int blocksAcross() {
    return Math.ceilDiv(product.panels().n(), room.columns());
  }

  /** Blocks one above the other follow one another: they read the same panels. */
  private int blocksDown() {
    return Math.ceilDiv(product.m(), ROWS);
  }

  @Override
  public int tasks() {
    return blocksDown() * blocksAcross();
  }

  @Override
  public long cost() {
    long numbers = (long) product.m() * product.panels().n();
    double products = 2.0 * numbers * product.panels().k() / Lanes.COUNT;
    return (long) (products + chain.cost(numbers)) / tasks();
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    int n = product.panels().n();
    int column = task / blocksDown() * room.columns();
    int endColumn = Math.min(n, column + room.columns());
    int top = task % blocksDown() * ROWS;
    int bottom = Math.min(product.m(), top + ROWS);
    chain.begin(memory, worker, 0);
    for (int row = top; row < bottom; row += CHUNK) {
      int end = Math.min(bottom, row + CHUNK);
      long chunk = (long) row * room.columns() + column;
      long origin = room.rows().at(worker, 0) - chunk * Float.BYTES;
      product.compute(memory, worker, 0, row, end, column, endColumn, origin);
      for (int i = row; i < end; i++) {
        int from = i * n + column;
        int distance = (i - row) * room.columns() - from;
        chain.go(memory, worker, distance, from, i * n + endColumn);
      }
    }
  }

  @Override
  public String describe() {
    return product.describe() + ", then " + chain.describe() + " block by block";
  }
}
