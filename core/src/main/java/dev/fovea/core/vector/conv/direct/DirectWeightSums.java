package dev.fovea.core.vector.conv.direct;

import dev.fovea.core.vector.conv.ConvolutionSizes;
import dev.fovea.core.vector.conv.blocked.BlockedWeightGradient;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.LaneSums;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.simd.MoveKernels;
import dev.fovea.core.vector.tile.ConvolutionKernels;
import dev.fovea.core.vector.tile.ConvolutionTiles;
import java.lang.foreign.MemorySegment;

/**
 * The weight gradient of a convolution, one partial sum a run of examples: {@code dw[o, t] = Σ_p
 * dy[o, p]·x[t, p]} over the positions p of all examples of the run, where x[t] is the padded
 * source as one channel and tap sees it. The positions lie in the lanes; {@link
 * ConvolutionTiles#weightGradient} walks the lines of four output channels and four taps.
 *
 * <p>Loops: examples and blocks (the padded x is copied once), output channels by four (their
 * gradients become lines with zeros between the rows), then taps by four, positions innermost.
 */
final class DirectWeightSums implements WholeStep {
  private static final int QUAD = DirectBlocks.QUAD;
  private static final int TAPS = ConvolutionKernels.TAPS;

  private final DirectBlocks blocks;
  private final DirectRuns runs;
  private final Location x;
  private final Location y;
  private final Location target;
  private final Location scratch;
  private final int[] taps;
  private final int[] positions;

  /**
   * @param target the gradient, or the partial sums of several runs one after the other
   * @param scratch {@link #scratchBytes} for each worker
   */
  DirectWeightSums(
      DirectBlocks blocks,
      DirectRuns runs,
      Location x,
      Location y,
      Location target,
      Location scratch) {
    this.blocks = blocks;
    this.runs = runs;
    this.x = x;
    this.y = y;
    this.target = target;
    this.scratch = scratch;
    this.taps = blocks.sources().getFirst();
    int line = (blocks.rows() - 1) * blocks.planes().pitch() + blocks.columns();
    this.positions = new int[Math.ceilDiv(line, Lanes.COUNT)];
    for (int p = 0; p < positions.length; p++) {
      positions[p] = p * Lanes.BYTES;
    }
  }

  /** Bytes of the padded source, four lines of gradients and the vectors of sums. */
  static long scratchBytes(DirectBlocks blocks) {
    return blocks.planes().bytes()
        + (long) QUAD * blocks.line() * Float.BYTES
        + (long) BlockedWeightGradient.SUMS * Lanes.BYTES;
  }

  @Override
  public int tasks() {
    return runs.count() * runs.groups() * runs.ranges();
  }

  @Override
  public long cost() {
    return (long) (2 * blocks.sizes().multiplyAdds() / Lanes.COUNT / tasks());
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    int range = task % runs.ranges();
    int group = task / runs.ranges() % runs.groups();
    int run = task / runs.ranges() / runs.groups();
    int firstQuad = (int) ((long) range * runs.quads() / runs.ranges());
    int endQuad = (int) ((long) (range + 1) * runs.quads() / runs.ranges());
    long sums = target.offset() + run * runs.bytes();
    clear(memory, sums, group, firstQuad, endQuad);
    long planes = scratch.at(worker, 0);
    long lines = planes + blocks.planes().bytes();
    for (int example = runs.first(run); example < runs.first(run + 1); example++) {
      for (int block = 0; block < blocks.count(); block++) {
        blocks.copy(memory, x, example, group, block, planes);
        for (int quad = firstQuad; quad < endQuad; quad++) {
          gradients(memory, example, group, block, quad, lines);
          products(memory, planes, lines, group, quad, sums);
        }
      }
    }
  }

  private void clear(Memory memory, long sums, int group, int firstQuad, int endQuad) {
    MemorySegment to = memory.of(target);
    int channels = blocks.sizes().channelsOut();
    long first = (long) group * channels + (long) firstQuad * QUAD;
    long end = (long) group * channels + Math.min(channels, endQuad * QUAD);
    for (long i = first * taps.length; i < end * taps.length; i++) {
      to.set(Lanes.FLOAT, sums + i * Float.BYTES, 0);
    }
  }

  /** The gradients of four output channels as lines, zeros between their rows. */
  private void gradients(Memory memory, int example, int group, int block, int quad, long lines) {
    MemorySegment arena = memory.base(0);
    ConvolutionSizes sizes = blocks.sizes();
    DirectPhase phase = blocks.phases().getFirst();
    long line = (long) blocks.line() * Float.BYTES;
    MoveKernels.fill(0, arena, lines, Math.toIntExact(QUAD * line / Float.BYTES));
    for (int j = 0; j < Math.min(QUAD, sizes.channelsOut() - quad * QUAD); j++) {
      long channel =
          ((long) example * sizes.groups() + group) * sizes.channelsOut() + quad * QUAD + j;
      for (int row = 0; row < blocks.rowsOf(phase, block); row++) {
        long at = channel * sizes.heightOut() + blocks.firstRow(block) + row;
        PaddedPlanes.copyFloats(
            memory.of(y),
            y.offset() + (at * sizes.widthOut() + blocks.firstColumn(block)) * Float.BYTES,
            arena,
            lines + j * line + (long) row * blocks.planes().pitch() * Float.BYTES,
            blocks.columnsOf(phase, block));
      }
    }
  }

  private void products(Memory memory, long planes, long lines, int group, int quad, long sums) {
    MemorySegment arena = memory.base(0);
    long line = (long) blocks.line() * Float.BYTES;
    long vectors = lines + QUAD * line;
    int last = taps.length - 1;
    for (int t = 0; t < taps.length; t += TAPS) {
      ConvolutionTiles.weightGradient(
          positions,
          positions,
          arena,
          planes + taps[t],
          planes + taps[Math.min(t + 1, last)],
          planes + taps[Math.min(t + 2, last)],
          planes + taps[Math.min(t + 3, last)],
          planes + taps[Math.min(t + 4, last)],
          planes + taps[Math.min(t + 5, last)],
          arena,
          lines,
          lines + line,
          lines + 2 * line,
          lines + 3 * line,
          arena,
          vectors);
      for (int i = 0; i < QUAD * TAPS; i += Lanes.COUNT) {
        LaneSums.inPlace(arena, vectors + (long) i * Lanes.BYTES);
      }
      add(memory, vectors, group, quad, t, sums);
    }
  }

  /** Adds the sums of four channels and six taps to the gradient. */
  private void add(Memory memory, long vectors, int group, int quad, int t, long sums) {
    MemorySegment arena = memory.base(0);
    MemorySegment to = memory.of(target);
    int channels = blocks.sizes().channelsOut();
    for (int j = 0; j < Math.min(QUAD, channels - quad * QUAD); j++) {
      long row = ((long) group * channels + quad * QUAD + j) * taps.length + t;
      for (int i = 0; i < Math.min(TAPS, taps.length - t); i++) {
        int number = j * TAPS + i;
        long from = vectors + (long) (number / Lanes.COUNT) * Lanes.COUNT * Lanes.BYTES;
        float sum = arena.get(Lanes.FLOAT, from + (long) (number % Lanes.COUNT) * Float.BYTES);
        long at = sums + (row + i) * Float.BYTES;
        to.set(Lanes.FLOAT, at, to.get(Lanes.FLOAT, at) + sum);
      }
    }
  }

  @Override
  public String describe() {
    return blocks.sizes() + ", direct";
  }
}
