package dev.fovea.core.vector.matmul;

import dev.fovea.core.vector.loop.Chain;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import java.util.List;

/**
 * A matrix product of row-major values, {@code C [m, n] = A [m, k]·B [k, n]}, for a batch of them.
 * How it is computed depends on the sizes alone.
 *
 * <p>Mostly the columns of B go into the lanes: see {@link MultiplyPanels}. B is copied into panels
 * for that, unless A has so few rows that the copying would take longer than what it saves. Where
 * both factors are stored in rows of k (as in the forward pass of a linear layer, {@code x·Wᵀ}) and
 * one of them has few, k goes into the lanes and nothing is copied: see {@link MultiplyRows}.
 *
 * @param batch how many products
 * @param m rows of A and C
 * @param n columns of B and C
 * @param k columns of A, rows of B
 * @param transposeA whether A is stored as {@code [k, m]}
 * @param transposeB whether B is stored as {@code [n, k]}
 */
public record Product(int batch, int m, int n, int k, boolean transposeA, boolean transposeB) {
  /** With no more rows of A than this, packing B costs more than reading it where it lies. */
  private static final int FEW_ROWS = 16;

  /** With no more rows on one side than this, rows of k are worth multiplying as they are. */
  private static final int FEW_OF_K = 24;

  /** Vectors of a sum over k that outweigh adding up their lanes. */
  private static final int LONG = 12;

  private static final long ROOM = Math.max(PackPanels.WORKER_BYTES, MultiplyPanels.WORKER_BYTES);

  /** A chain works on parts of rows: shorter ones cost more than C's way to memory. */
  private static final int LEAST_ROW = 512;

  /** Floats of C that do not stay in the second cache level anyway. */
  private static final int LEAST_CHAINED = 1 << 16;

  /** Floats of a panel that stays in the second cache level, with something beside it. */
  private static final int STAYS = 200_000;

  /** Bytes for all workers together, while the steps run. */
  public long sharedBytes() {
    return !inRows() && packs() && !packsByTask() ? panels().floats() * Float.BYTES : 0;
  }

  /** Bytes for each worker, within one task. */
  public long workerBytes() {
    return inRows()
        ? MultiplyRows.WORKER_BYTES
        : ROOM + (packsByTask() ? (long) Panels.WIDE * k * Float.BYTES : 0);
  }

  /**
   * Whether a chain can follow block by block, and C is large enough to be worth it. Chains compute
   * whole vectors: rows must end with one, or the next row's first numbers would be changed twice.
   */
  public boolean canLeadChain() {
    return batch == 1
        && !inRows()
        && n % Lanes.COUNT == 0
        && n >= LEAST_ROW
        && (long) m * n >= LEAST_CHAINED;
  }

  /** Bytes for all workers together, while the steps run that end with a chain. */
  public long sharedBytesWithChain() {
    return packs() ? panels().floats() * Float.BYTES : 0;
  }

  /** Room for the rows that a chain reads, in the memory of each worker. */
  public ProductEpilogue.Room roomForChain(Location worker) {
    return ProductEpilogue.Room.of(n, worker.plus(Memory.aligned(ROOM)));
  }

  /** Bytes from the start of a worker's memory to what is left for the chain itself. */
  public long chainOffset() {
    return Memory.aligned(ROOM) + roomForChain(Location.NOWHERE).bytes();
  }

  /** The steps, if a chain follows that alone reads the result. */
  public List<WholeStep> steps(
      Location left, Location right, Chain chain, Location shared, Location worker) {
    Matrices a = Matrices.of(left, m, k, transposeA);
    Matrices b = Matrices.of(right, k, n, transposeB);
    ProductEpilogue.Room room = roomForChain(worker);
    MultiplyPanels.Right panels =
        packs() ? new MultiplyPanels.Right.Packed(shared) : new MultiplyPanels.Right.InRows(b);
    WholeStep last =
        new ProductEpilogue(
            new MultiplyPanels(m, panels(), a, panels, room.matrix(), worker), chain, room);
    return packs() ? List.of(new PackPanels(panels(), b, shared, worker), last) : List.of(last);
  }

  /** The steps, one after the other. */
  public List<WholeStep> steps(
      Location left, Location right, Location result, Location shared, Location worker) {
    Matrices a = Matrices.of(left, m, k, transposeA);
    Matrices b = Matrices.of(right, k, n, transposeB);
    Matrices c = Matrices.of(result, m, n, false);
    if (inRows()) {
      return List.of(new MultiplyRows(this, a, b, c, worker));
    }
    if (!packs()) {
      return List.of(product(a, new MultiplyPanels.Right.InRows(b), c, worker));
    }
    if (packsByTask()) {
      PackPanels pack = new PackPanels(panels(), b, worker.plus(ROOM), worker);
      return List.of(product(a, new MultiplyPanels.Right.PackedByTask(pack), c, worker));
    }
    return List.of(
        new PackPanels(panels(), b, shared, worker),
        product(a, new MultiplyPanels.Right.Packed(shared), c, worker));
  }

  private WholeStep product(Matrices a, MultiplyPanels.Right right, Matrices c, Location worker) {
    return new MultiplyPanels(m, panels(), a, right, c, worker);
  }

  private Panels panels() {
    return new Panels(batch, k, n);
  }

  /** Whether k is blocked. */
  private boolean inRows() {
    return transposeB && !transposeA && k >= LONG * Lanes.COUNT && Math.min(m, n) <= FEW_OF_K;
  }

  /** Whether B is copied into panels first. */
  private boolean packs() {
    return transposeB || n < Lanes.COUNT || m > FEW_ROWS;
  }

  /** Whether the tasks of the product pack the panels they read. */
  private boolean packsByTask() {
    return packs() && MultiplyPanels.readsPanelsOnce(m) && (long) Panels.WIDE * k <= STAYS;
  }
}
