package dev.fovea.core.vector.matmul;

import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.LaneSums;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.tile.ConvolutionTiles;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Matrix products {@code C [m, n] = A [m, k]·Bᵀ} of matrices that are both stored in rows of k, for
 * few rows on one side: k is blocked, so nothing is packed and each row is read in one run. Four
 * rows of A meet six rows of B at a time; their 24 vectors of sums are added up over the lanes,
 * then the numbers that fill no vector, one after the other.
 *
 * <p>Loops: rows of B by six, then rows of A by four.
 */
final class MultiplyRows implements WholeStep {
  private static final int LEFT = 4;
  private static final int RIGHT = 6;

  /** Vectors of a tile's sums, rounded up to what {@link LaneSums} takes at a time. */
  private static final int SUMS = Math.ceilDiv(LEFT * RIGHT, Lanes.COUNT) * Lanes.COUNT;

  static final long WORKER_BYTES = (long) SUMS * Lanes.BYTES;

  /** Multiply-adds that are worth a task. */
  private static final double TASK = 5e5;

  private final Product product;
  private final Matrices a;
  private final Matrices b;
  private final Matrices c;
  private final Location worker;
  private final int[] vectors;

  /**
   * @param a left factors
   * @param b right factors, {@code [k, n]}
   * @param c results
   * @param worker {@link #WORKER_BYTES} for each worker
   */
  MultiplyRows(Product product, Matrices a, Matrices b, Matrices c, Location worker) {
    this.product = product;
    this.a = a;
    this.b = b;
    this.c = c;
    this.worker = worker;
    this.vectors = new int[product.k() / Lanes.COUNT];
    Arrays.setAll(vectors, i -> i * Lanes.BYTES);
  }

  private int tiles() {
    return product.batch() * Math.ceilDiv(product.n(), RIGHT);
  }

  private double workOfTile() {
    return (double) product.m() * RIGHT * product.k();
  }

  private int tilesATask() {
    return (int) Math.max(1, TASK / Math.max(1, workOfTile()));
  }

  @Override
  public int tasks() {
    return product.m() == 0 ? 0 : Math.ceilDiv(tiles(), tilesATask());
  }

  @Override
  public long cost() {
    return (long) (2 * workOfTile() * tilesATask() / Lanes.COUNT);
  }

  @Override
  public void run(Memory memory, int workerNumber, int task) {
    int across = Math.ceilDiv(product.n(), RIGHT);
    int first = task * tilesATask();
    for (int t = first; t < Math.min(tiles(), first + tilesATask()); t++) {
      for (int row = 0; row < product.m(); row += LEFT) {
        tile(memory, worker.at(workerNumber, 0), t / across, row, t % across * RIGHT);
      }
    }
  }

  /** Rows that do not exist are replaced by the last. */
  private void tile(Memory memory, long sums, int matrix, int row, int column) {
    int lastRow = product.m() - 1;
    int lastColumn = product.n() - 1;
    MemorySegment room = memory.of(worker);
    ConvolutionTiles.weightGradient(
        vectors,
        vectors,
        memory.of(b.location()),
        b.at(matrix, 0, column),
        b.at(matrix, 0, Math.min(column + 1, lastColumn)),
        b.at(matrix, 0, Math.min(column + 2, lastColumn)),
        b.at(matrix, 0, Math.min(column + 3, lastColumn)),
        b.at(matrix, 0, Math.min(column + 4, lastColumn)),
        b.at(matrix, 0, Math.min(column + 5, lastColumn)),
        memory.of(a.location()),
        a.at(matrix, row, 0),
        a.at(matrix, Math.min(row + 1, lastRow), 0),
        a.at(matrix, Math.min(row + 2, lastRow), 0),
        a.at(matrix, Math.min(row + 3, lastRow), 0),
        room,
        sums);
    for (int i = 0; i < LEFT * RIGHT; i += Lanes.COUNT) {
      LaneSums.inPlace(room, sums + (long) i * Lanes.BYTES);
    }
    for (int i = 0; i < Math.min(LEFT, product.m() - row); i++) {
      for (int j = 0; j < Math.min(RIGHT, product.n() - column); j++) {
        int at = i * RIGHT + j;
        long found =
            sums
                + (long) at / Lanes.COUNT * Lanes.COUNT * Lanes.BYTES
                + (long) (at % Lanes.COUNT) * Float.BYTES;
        float sum = rest(memory, matrix, row + i, column + j, room.get(Lanes.FLOAT, found));
        memory.of(c.location()).set(Lanes.FLOAT, c.at(matrix, row + i, column + j), sum);
      }
    }
  }

  /** Adds the products after the last whole vector. */
  private float rest(Memory memory, int matrix, int row, int column, float first) {
    MemorySegment left = memory.of(a.location());
    MemorySegment right = memory.of(b.location());
    float sum = first;
    for (int p = vectors.length * Lanes.COUNT; p < product.k(); p++) {
      float x = left.get(Lanes.FLOAT, a.at(matrix, row, p));
      float y = right.get(Lanes.FLOAT, b.at(matrix, p, column));
      sum = Math.fma(x, y, sum);
    }
    return sum;
  }

  @Override
  public String describe() {
    return "matrix product %s%d×%d×%d of rows, %.2f MFLOP"
        .formatted(
            product.batch() == 1 ? "" : product.batch() + "×",
            product.m(),
            product.k(),
            product.n(),
            2e-6 * product.batch() * product.m() * product.n() * product.k());
  }
}
