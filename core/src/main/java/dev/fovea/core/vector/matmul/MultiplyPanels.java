package dev.fovea.core.vector.matmul;

import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.tile.ProductKernels;
import java.lang.foreign.MemorySegment;

/**
 * Matrix products {@code C [m, n] = A [m, k]·B [k, n]}, B cut into {@link Panels}. A task computes
 * a block of C, or several small products. Loops: panels of the block, then tiles of 8 rows, so
 * that a panel stays in cache while the rows pass.
 *
 * @param m rows of A and C
 * @param panels the panels of B
 * @param a left factors
 * @param right how the panels are read
 * @param c results
 * @param worker {@link #WORKER_BYTES} for each worker
 */
record MultiplyPanels(int m, Panels panels, Matrices a, Right right, Matrices c, Location worker)
    implements WholeStep {
  static final long WORKER_BYTES = (long) ProductKernels.TALL * Panels.WIDE * Float.BYTES;

  /** Where the panels of B are. */
  sealed interface Right {
    /** B, in rows of at least as many columns as a vector has lanes, is read where it lies. */
    record InRows(Matrices b) implements Right {}

    /** All panels were packed before, one matrix after the other. */
    record Packed(Location panels) implements Right {}

    /**
     * A panel is packed by the one task that reads it: it never leaves the second cache level.
     *
     * @param pack whose target is room for a wide panel for each worker
     */
    record PackedByTask(PackPanels pack) implements Right {}
  }

  /** Multiply-adds that are worth a task, some 20 µs with 16 lanes, and how many tasks suffice. */
  private static final double TASK = 2.5e6;

  private static final int ENOUGH_TASKS = 48;

  /** The fewest rows of a block, if there are this many. */
  private static final int ROWS = 64;

  private double work() {
    return (double) m * panels.n() * Math.max(1, panels.k());
  }

  /** Whether every panel is read by one task alone. */
  static boolean readsPanelsOnce(int m) {
    return m <= 2 * ROWS;
  }

  /** Rows of a block: enough that the panels it reads are worth their way from memory. */
  private int blockRows() {
    if (readsPanelsOnce(m)) {
      return m;
    }
    double rows = Math.max(ROWS, Math.sqrt(blockElements()));
    return (int) Math.min(m, Math.ceil(rows / ProductKernels.TALL) * ProductKernels.TALL);
  }

  /** Panels of a block. */
  private int blockPanels() {
    return (int) Math.max(1, Math.round(blockElements() / blockRows() / Panels.WIDE));
  }

  /** Elements of C a task computes. */
  private double blockElements() {
    double tasks = Math.min(ENOUGH_TASKS, Math.max(1, work() * panels.batch() / TASK));
    return (double) m * panels.n() / Math.max(1, tasks / panels.batch());
  }

  private int blocksDown() {
    return Math.ceilDiv(m, blockRows());
  }

  private int blocksAcross() {
    return Math.ceilDiv(panels.count(), blockPanels());
  }

  private int blocks() {
    return m == 0 || panels.n() == 0 ? 0 : blocksDown() * blocksAcross();
  }

  /** Small products that share a task. */
  private int productsATask() {
    return blocks() == 1 ? (int) Math.clamp(TASK / work(), 1, Math.max(1, panels.batch())) : 1;
  }

  @Override
  public int tasks() {
    return Math.ceilDiv(panels.batch(), productsATask()) * blocks();
  }

  @Override
  public long cost() {
    return (long) (2 * work() / blocks() * productsATask() / Lanes.COUNT);
  }

  @Override
  public void run(Memory memory, int workerNumber, int task) {
    int first = task / blocks() * productsATask();
    int block = task % blocks();
    int row = block / blocksAcross() * blockRows();
    int panel = block % blocksAcross() * blockPanels();
    int column = panels.start(panel) * Lanes.COUNT;
    int endRow = Math.min(m, row + blockRows());
    int behind = panels.start(Math.min(panels.count(), panel + blockPanels()));
    int endColumn = Math.min(panels.n(), behind * Lanes.COUNT);
    for (int i = first; i < Math.min(panels.batch(), first + productsATask()); i++) {
      compute(memory, workerNumber, i, row, endRow, column, endColumn, c.at(i, 0, 0));
    }
  }

  /**
   * Computes a block of one product.
   *
   * @param column its first column, with which a vector begins
   * @param origin where the first number of C would lie, in the memory of C's location
   */
  void compute(
      Memory memory,
      int workerNumber,
      int matrix,
      int row,
      int endRow,
      int column,
      int endColumn,
      long origin) {
    int end = Math.ceilDiv(endColumn, Lanes.COUNT);
    int vector = column / Lanes.COUNT;
    while (vector < end) {
      int vectors = panels.together(vector, end);
      panel(memory, workerNumber, matrix, row, endRow, vector, vectors, origin);
      vector += vectors;
    }
  }

  /** Where a panel lies is the same for all its tiles: computed once, or it would cost a fifth. */
  private void panel(
      Memory memory,
      int workerNumber,
      int matrix,
      int row,
      int end,
      int vector,
      int vectors,
      long origin) {
    int column = panels.column(vector);
    Location location =
        switch (right) {
          case Right.InRows(Matrices b) -> b.location();
          case Right.Packed(Location packed) -> packed;
          case Right.PackedByTask(PackPanels pack) -> pack.target();
        };
    long from =
        switch (right) {
          case Right.InRows(Matrices b) -> b.at(matrix, 0, column);
          case Right.Packed(Location packed) ->
              packed.offset() + (matrix * panels.each() + panels.offset(vector)) * Float.BYTES;
          case Right.PackedByTask(PackPanels pack) -> {
            long first = pack.target().at(workerNumber, 0);
            for (int j = 0; j < vectors; j++) {
              pack.pack(memory, workerNumber, matrix, vector + j, first + (long) j * Lanes.BYTES);
            }
            yield first;
          }
        };
    long next =
        (right instanceof Right.InRows(Matrices b) ? b.row() : panels.step(vector)) * Float.BYTES;
    long room = worker.at(workerNumber, 0);
    int i = row;
    while (i < end) {
      // A last tile may begin further up: some rows are then computed twice, with the same bits.
      int rows = rowsOfTile(end - i);
      int start = Math.min(i, m - rows);
      tile(
          memory,
          room,
          memory.of(location),
          from,
          next,
          matrix,
          start,
          rows,
          column,
          vectors,
          origin);
      i = start + rows;
    }
  }

  private int rowsOfTile(int left) {
    if (left > ProductKernels.FLAT && m >= ProductKernels.TALL) {
      return ProductKernels.TALL;
    }
    return m >= ProductKernels.FLAT ? ProductKernels.FLAT : 1;
  }

  /** A tile of 8 or 4 rows, or of one, which is then computed four times over. */
  private void tile(
      Memory memory,
      long room,
      MemorySegment panel,
      long from,
      long next,
      int matrix,
      int row,
      int rows,
      int column,
      int vectors,
      long origin) {
    boolean inPlace = panels.n() >= Lanes.COUNT;
    MemorySegment result = memory.of(inPlace ? c.location() : worker);
    long to = inPlace ? origin + (row * c.row() + column) * Float.BYTES : room;
    long below = rows == 1 ? 0 : inPlace ? c.row() * Float.BYTES : Lanes.BYTES;
    int height = Math.max(rows, ProductKernels.FLAT);
    ProductKernels.tile(
        height,
        vectors,
        panels.k(),
        memory.of(a.location()),
        a.at(matrix, row, 0),
        rows == 1 ? 0 : a.row() * Float.BYTES,
        a.column() * Float.BYTES,
        panel,
        from,
        next,
        result,
        to,
        below);
    ProductKernels.called(height, vectors);
    if (!inPlace) {
      copyRows(memory, result, to, below, matrix, row, rows);
    }
  }

  /** Copies the numbers of a tile that exist to rows that are shorter than a vector. */
  private void copyRows(
      Memory memory, MemorySegment tile, long from, long step, int matrix, int row, int rows) {
    MemorySegment result = memory.of(c.location());
    long bytes = (long) panels.n() * Float.BYTES;
    for (int i = 0; i < rows; i++) {
      long at = from + i * step;
      long to = c.at(matrix, row + i, 0);
      for (long j = 0; j < bytes; j += Float.BYTES) {
        result.set(Lanes.FLOAT, to + j, tile.get(Lanes.FLOAT, at + j));
      }
    }
  }

  @Override
  public String describe() {
    return "matrix product %s%d×%d×%d, %.2f MFLOP"
        .formatted(
            panels.batch() == 1 ? "" : panels.batch() + "×",
            m,
            panels.k(),
            panels.n(),
            2e-6 * panels.batch() * m * panels.n() * panels.k());
  }
}
