package dev.fovea.core.vector.conv.columns;

import dev.fovea.core.vector.conv.ConvolutionSizes;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.tile.ProductKernels;

/**
 * How the weight gradient by columns is split into tasks: blocks of taps, blocks of output channels
 * and runs of positions, each run with its own partial sums. Within a run, stretches of positions
 * fit the caches. Depends on the sizes alone, so that the order of every sum does too.
 *
 * @param taps taps, of all channels of x
 * @param channels channels of y
 * @param positions positions of all examples
 * @param tapBlocks blocks of taps
 * @param runs runs of positions
 */
record ColumnRuns(int taps, int channels, int positions, int tapBlocks, int runs) {
  private static final int WANTED = 16;
  private static final double WORTH_A_TASK = 1e6;
  private static final int MOST_PARTIAL_FLOATS = 1 << 21;

  /** Taps whose columns, over a stretch of positions, fill a third of the second cache. */
  private static final int TAPS = 144;

  private static final int STRETCH = 512;

  /** The shortest stretch that outweighs what it takes to add up. */
  private static final int SHORTEST = 128;

  /** Vectors of channels of a block, in wide panels: some 512, whose sums fill another third. */
  private static final int VECTORS =
      Math.ceilDiv(512 / Lanes.COUNT, ProductKernels.WIDE) * ProductKernels.WIDE;

  static ColumnRuns of(ConvolutionSizes sizes) {
    int taps = sizes.channelsIn() * sizes.taps();
    int positions = sizes.examples() * sizes.elementsOut();
    int channels = sizes.channelsOut();
    int wanted = (int) Math.clamp(sizes.multiplyAdds() / WORTH_A_TASK, 1, WANTED);
    int across = Math.ceilDiv(channels, VECTORS * Lanes.COUNT);
    int least = Math.ceilDiv(taps, TAPS) * across;
    long most = Math.min(positions / SHORTEST, MOST_PARTIAL_FLOATS / ((long) taps * channels));
    int runs = (int) Math.clamp(Math.ceilDiv(wanted, least), 1, Math.max(1, most));
    int blocks = Math.ceilDiv(wanted, runs * across);
    int tiles = Math.ceilDiv(taps, ProductKernels.TALL);
    int tapBlocks = Math.clamp(Math.max(blocks, Math.ceilDiv(taps, TAPS)), 1, tiles);
    return new ColumnRuns(taps, channels, positions, tapBlocks, runs);
  }

  private int channelBlocks() {
    return Math.ceilDiv(vectors(), VECTORS);
  }

  int tasks() {
    return tapBlocks * channelBlocks() * runs;
  }

  int run(int task) {
    return task / (tapBlocks * channelBlocks());
  }

  /** The first position of a run. */
  int first(int run) {
    return (int) ((long) positions * run / runs);
  }

  int firstTap(int task) {
    return tap(task % tapBlocks);
  }

  int endTap(int task) {
    return tap(task % tapBlocks + 1);
  }

  private int tap(int block) {
    long tiles = Math.ceilDiv(taps, ProductKernels.TALL);
    return (int) Math.min(taps, tiles * block / tapBlocks * ProductKernels.TALL);
  }

  /** The most taps of a block. */
  int tapsABlock() {
    int tiles = Math.ceilDiv(taps, ProductKernels.TALL);
    return Math.ceilDiv(tiles, tapBlocks) * ProductKernels.TALL;
  }

  /** The first vector of channels of a task. */
  int firstVector(int task) {
    return task / tapBlocks % channelBlocks() * VECTORS;
  }

  int endVector(int task) {
    return Math.min(vectors(), firstVector(task) + VECTORS);
  }

  private int vectors() {
    return Math.ceilDiv(channels, Lanes.COUNT);
  }

  /** The most vectors of channels of a block. */
  int vectorsABlock() {
    return Math.min(vectors(), VECTORS);
  }

  /** Positions that are multiplied in one go, at most. */
  int stretch() {
    int longest = Math.ceilDiv(positions, runs);
    return Math.ceilDiv(longest, Math.ceilDiv(longest, STRETCH));
  }

  /** Bytes of the partial sums of a run. */
  long bytes() {
    return Memory.aligned((long) taps * channels * Float.BYTES);
  }

  /** Bytes of all partial sums; none where the one run writes the gradient itself. */
  long partialBytes() {
    return runs == 1 ? 0 : runs * bytes();
  }
}
