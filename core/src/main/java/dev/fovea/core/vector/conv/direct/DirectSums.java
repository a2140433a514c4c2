package dev.fovea.core.vector.conv.direct;

import dev.fovea.core.vector.conv.ConvolutionPlan;
import dev.fovea.core.vector.conv.ConvolutionSizes;
import dev.fovea.core.vector.conv.PackWeights;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.tile.ConvolutionKernels;
import dev.fovea.core.vector.tile.ConvolutionTiles;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A convolution or its input gradient: each number of the result is a sum over channels and taps of
 * a padded source. The positions of a line lie in the lanes; {@link ConvolutionTiles#fourByFour}
 * walks four vectors of them and four result channels.
 *
 * <p>Loops: the padded source of a few images is copied once a task; then result channels by four
 * (their packed weights stay in the first cache levels for all these images), images, and tiles of
 * the line. A finished line goes to the result without the positions between its rows.
 */
final class DirectSums implements WholeStep {
  private final DirectBlocks blocks;
  private final DirectTasks split;
  private final ConvolutionPlan weights;
  private final Location source;
  private static final int SIX = ConvolutionKernels.POSITIONS;
  private static final int FOUR = DirectBlocks.TILE_VECTORS;

  private final Location packed;
  private final Location result;
  private final Location scratch;
  private final List<int[]> xs;
  private final List<int[]> ws;

  /**
   * @param weights how the weights are packed
   * @param packed weights packed by {@link PackWeights}
   * @param scratch {@link #scratchBytes} for each worker
   */
  DirectSums(
      DirectBlocks blocks,
      DirectTasks split,
      ConvolutionPlan weights,
      Location source,
      Location packed,
      Location result,
      Location scratch) {
    this.blocks = blocks;
    this.split = split;
    this.weights = weights;
    this.source = source;
    this.packed = packed;
    this.result = result;
    this.scratch = scratch;
    this.xs = blocks.sources();
    this.ws = blocks.phases().stream().map(this::weightTable).toList();
  }

  private int[] weightTable(DirectPhase phase) {
    int count = phase.taps().length;
    int[] table = new int[weights.channelsIn() * count];
    for (int t = 0; t < table.length; t++) {
      int weight = t / count * weights.kernel() + phase.taps()[t % count];
      table[t] = weight * DirectBlocks.QUAD * Float.BYTES;
    }
    return table;
  }

  /** Bytes of the padded sources of a task and of four lines of results. */
  static long scratchBytes(DirectBlocks blocks, DirectTasks split) {
    return split.images() * blocks.planes().bytes()
        + (long) DirectBlocks.QUAD * blocks.line() * Float.BYTES;
  }

  @Override
  public int tasks() {
    return split.tasks();
  }

  @Override
  public long cost() {
    return (long) (2 * blocks.sizes().multiplyAdds() / Lanes.COUNT / split.tasks());
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    int group = split.group(task);
    int block = split.block(task);
    int first = split.firstImage(task);
    int end = split.endImage(task);
    long planes = scratch.at(worker, 0);
    long each = blocks.planes().bytes();
    for (int image = first; image < end; image++) {
      blocks.copy(memory, source, image, group, block, planes + (image - first) * each);
    }
    long line = planes + split.images() * each;
    for (int quad = split.firstQuad(task); quad < split.endQuad(task); quad++) {
      long w = packed.offset() + ((long) group * weights.quads() + quad) * weights.quadBytes();
      for (int image = first; image < end; image++) {
        for (int p = 0; p < xs.size(); p++) {
          tiles(memory, p, planes + (image - first) * each, w, line);
          store(memory, blocks.phases().get(p), image, group, block, quad, line);
        }
      }
    }
  }

  private void tiles(Memory memory, int phase, long planes, long w, long line) {
    MemorySegment arena = memory.base(0);
    int[] sources = xs.get(phase);
    int[] taps = ws.get(phase);
    long vector = Lanes.BYTES;
    long bytes = (long) blocks.line() * Float.BYTES;
    for (long at = 0; at < bytes; ) {
      long left = (bytes - at) / vector;
      long x = planes + at;
      long y = line + at;
      if (left >= SIX && left != 2 * FOUR) {
        ConvolutionTiles.sixByFour(
            sources,
            taps,
            arena,
            x,
            x + vector,
            x + 2 * vector,
            x + 3 * vector,
            x + 4 * vector,
            x + 5 * vector,
            arena,
            w,
            arena,
            y,
            y + vector,
            y + 2 * vector,
            y + 3 * vector,
            y + 4 * vector,
            y + 5 * vector,
            bytes);
        at += SIX * vector;
      } else {
        ConvolutionTiles.fourByFour(
            sources,
            taps,
            arena,
            x,
            x + vector,
            x + 2 * vector,
            x + 3 * vector,
            arena,
            w,
            arena,
            y,
            y + vector,
            y + 2 * vector,
            y + 3 * vector,
            bytes);
        at += FOUR * vector;
      }
    }
  }

  /** Puts the rows of four lines in their places in the result. */
  private void store(
      Memory memory, DirectPhase phase, int image, int group, int block, int quad, long line) {
    ConvolutionSizes sizes = blocks.sizes();
    boolean gradient = sizes.kind() == ConvolutionSizes.Kind.INPUT_GRADIENT;
    int height = gradient ? sizes.heightIn() : sizes.heightOut();
    int width = gradient ? sizes.widthIn() : sizes.widthOut();
    MemorySegment arena = memory.base(0);
    MemorySegment to = memory.of(result);
    int rows = blocks.rowsOf(phase, block);
    int columns = blocks.columnsOf(phase, block);
    int channels = weights.channelsOut();
    for (int j = 0; j < Math.min(DirectBlocks.QUAD, channels - quad * DirectBlocks.QUAD); j++) {
      long channel =
          ((long) image * sizes.groups() + group) * channels + quad * DirectBlocks.QUAD + j;
      for (int row = 0; row < rows; row++) {
        long y = channel * height + phase.row() + (blocks.firstRow(block) + row) * phase.rowStep();
        long column = phase.column() + (long) blocks.firstColumn(block) * phase.columnStep();
        long out = result.offset() + (y * width + column) * Float.BYTES;
        long in = line + ((long) j * blocks.line() + row * blocks.planes().pitch()) * Float.BYTES;
        if (phase.columnStep() == 1) {
          PaddedPlanes.copyFloats(arena, in, to, out, columns);
        } else {
          for (int i = 0; i < columns; i++) {
            float value = arena.get(Lanes.FLOAT, in + (long) i * Float.BYTES);
            to.set(Lanes.FLOAT, out + (long) i * phase.columnStep() * Float.BYTES, value);
          }
        }
      }
    }
  }

  @Override
  public String describe() {
    return blocks.sizes() + ", direct";
  }
}
