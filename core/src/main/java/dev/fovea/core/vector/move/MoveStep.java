package dev.fovea.core.vector.move;

import dev.fovea.core.vector.geometry.Strided;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.LaneTranspose;
import dev.fovea.core.vector.simd.MoveKernels;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Row-major elements that move in regular steps. The last two axes, rows and the run within a row,
 * are one call of a kernel; those before them, the planes, are counted through. Long runs and many
 * rows are cut into tasks.
 *
 * @param name the operation, for people
 * @param kind how a run goes
 * @param block what goes where
 * @param planes how often the last two axes occur
 * @param x the elements
 * @param y where they go
 * @param scratch {@link #workerBytes} bytes for each worker
 */
public record MoveStep(
    String name, Kind kind, Strided block, int planes, Location x, Location y, Location scratch)
    implements WholeStep {
  private static final Strided.Axis ONE = new Strided.Axis(1, 0, 0);

  /** Elements of a task, where there are as many. */
  public static final int TASK = 1 << 15;

  /** The longest piece of a run that is transposed: the rows of a task then lie in few pages. */
  private static final int TRANSPOSED_RUN = 512;

  /** How a run goes. */
  enum Kind {
    /** Neighbors stay neighbors. */
    COPY,
    /** One element is repeated. */
    REPEAT,
    /** In the opposite order. */
    REVERSE,
    /** Columns of the source become runs of the target. */
    TRANSPOSE,
    /** In other steps on either side. */
    STEP
  }

  public static MoveStep of(String name, Strided block, Location x, Location y, Location scratch) {
    Kind kind = kind(block);
    Strided ordered = kind == Kind.TRANSPOSE ? block.beforeLast(column(block)) : block;
    int planes =
        ordered.axes().stream()
            .limit(Math.max(0, ordered.axes().size() - 2))
            .mapToInt(Strided.Axis::size)
            .reduce(1, (a, b) -> a * b);
    return new MoveStep(name, kind, ordered, planes, x, y, scratch);
  }

  private static Kind kind(Strided block) {
    Strided.Axis run = block.axes().getLast();
    if (run.to() != 1) {
      return Kind.STEP;
    }
    return switch (run.from()) {
      case 1 -> Kind.COPY;
      case 0 -> Kind.REPEAT;
      case -1 -> Kind.REVERSE;
      default -> run.from() < 0 || column(block) < 0 ? Kind.STEP : Kind.TRANSPOSE;
    };
  }

  /** The axis whose elements are neighbors in the source; −1 if there is none. */
  private static int column(Strided block) {
    List<Strided.Axis> axes = block.axes();
    for (int axis = axes.size() - 1; axis >= 0; axis--) {
      if (axes.get(axis).from() == 1) {
        return axis;
      }
    }
    return -1;
  }

  /** Bytes each worker needs. */
  public static long workerBytes() {
    return LaneTranspose.BYTES;
  }

  /** The innermost axis. */
  Strided.Axis run() {
    return block.axes().getLast();
  }

  /** The axis before it. */
  Strided.Axis row() {
    int rank = block.axes().size();
    return rank < 2 ? ONE : block.axes().get(rank - 2);
  }

  private int runPiece() {
    return Math.min(run().size(), kind == Kind.TRANSPOSE ? TRANSPOSED_RUN : TASK);
  }

  private int rowPiece() {
    return Math.min(row().size(), TASK / runPiece());
  }

  private int planePiece() {
    boolean whole = rowPiece() == row().size() && runPiece() == run().size();
    return whole ? Math.min(planes, TASK / (rowPiece() * runPiece())) : 1;
  }

  private int runPieces() {
    return Math.ceilDiv(run().size(), runPiece());
  }

  private int rowPieces() {
    return Math.ceilDiv(row().size(), rowPiece());
  }

  private boolean isEmpty() {
    return planes == 0 || row().size() == 0 || run().size() == 0;
  }

  @Override
  public int tasks() {
    return isEmpty() ? 0 : Math.ceilDiv(planes, planePiece()) * rowPieces() * runPieces();
  }

  @Override
  public long cost() {
    return isEmpty() ? 0 : (long) planePiece() * rowPiece() * runPiece();
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    int runAt = task % runPieces() * runPiece();
    int rest = task / runPieces();
    int rowAt = rest % rowPieces() * rowPiece();
    int plane = rest / rowPieces() * planePiece();
    int rows = Math.min(row().size() - rowAt, rowPiece());
    int floats = Math.min(run().size() - runAt, runPiece());
    int end = Math.min(planes, plane + planePiece());
    move(memory, worker, plane, end, rowAt, rows, runAt, floats);
  }

  /** Moves a part of the block: planes from a first to before an end, some rows, some floats. */
  void move(
      Memory memory,
      int worker,
      int firstPlane,
      int endPlane,
      int rowAt,
      int rows,
      int runAt,
      int floats) {
    for (int plane = firstPlane; plane < endPlane; plane++) {
      long from = block.from() + (long) rowAt * row().from() + (long) runAt * run().from();
      long to = block.to() + (long) rowAt * row().to() + (long) runAt * run().to();
      int rest = plane;
      for (int i = block.axes().size() - 3; i >= 0; i--) {
        Strided.Axis axis = block.axes().get(i);
        from += (long) rest % axis.size() * axis.from();
        to += (long) rest % axis.size() * axis.to();
        rest /= axis.size();
      }
      long in = x.offset() + from * Float.BYTES;
      long out = y.offset() + to * Float.BYTES;
      rows(memory, worker, in, out, rows, floats);
    }
  }

  private void rows(Memory memory, int worker, long in, long out, int rows, int floats) {
    MemorySegment source = memory.of(x);
    MemorySegment target = memory.of(y);
    long fromRow = (long) row().from() * Float.BYTES;
    long toRow = (long) row().to() * Float.BYTES;
    long fromRun = (long) run().from() * Float.BYTES;
    long toRun = (long) run().to() * Float.BYTES;
    switch (kind) {
      case COPY -> MoveKernels.copy(source, in, fromRow, target, out, toRow, rows, floats);
      case REPEAT -> MoveKernels.repeat(source, in, fromRow, target, out, toRow, rows, floats);
      case REVERSE -> MoveKernels.reverse(source, in, fromRow, target, out, toRow, rows, floats);
      case TRANSPOSE ->
          MoveKernels.transpose(
              source,
              in,
              fromRun,
              target,
              out,
              toRow,
              rows,
              floats,
              memory.of(scratch),
              scratch.at(worker, 0));
      case STEP ->
          MoveKernels.step(source, in, fromRow, fromRun, target, out, toRow, toRun, rows, floats);
    }
  }

  @Override
  public String describe() {
    long elements = (long) planes * row().size() * run().size();
    return "%s, %d elements, %s rows of %d"
        .formatted(name, elements, kind.name().toLowerCase(java.util.Locale.ROOT), run().size());
  }
}
