package dev.fovea.core.vector.conv.direct;

import dev.fovea.core.vector.conv.ConvolutionSizes;
import dev.fovea.core.vector.run.Memory;

/**
 * The runs of examples of a weight gradient, each with its own partial sums, and the ranges of
 * output channels within a run. Depends on the sizes alone, so that the order of every sum does
 * too. Large gradients have one run: their channels give tasks enough.
 *
 * @param count how many runs
 * @param ranges ranges of quadruples of output channels a group
 * @param quads quadruples of output channels a group
 * @param groups groups of channels
 * @param examples images of the batch
 * @param size numbers of the gradient
 */
record DirectRuns(int count, int ranges, int quads, int groups, int examples, int size) {
  private static final int WANTED = 16;
  private static final int MOST_RUNS = 8;
  private static final int MOST_PARTIAL_FLOATS = 1 << 21;
  private static final double WORTH_A_TASK = 1e6;

  static DirectRuns of(ConvolutionSizes sizes) {
    int quads = Math.ceilDiv(sizes.channelsOut(), DirectBlocks.QUAD);
    int size = sizes.groups() * sizes.channelsOut() * sizes.channelsIn() * sizes.taps();
    int wanted = (int) Math.clamp(sizes.multiplyAdds() / WORTH_A_TASK, 1, WANTED);
    int most = Math.min(Math.min(sizes.examples(), MOST_RUNS), MOST_PARTIAL_FLOATS / size);
    int count = Math.clamp(wanted, 1, Math.max(1, most));
    int ranges = Math.clamp(Math.ceilDiv(wanted, count * sizes.groups()), 1, quads);
    return new DirectRuns(count, ranges, quads, sizes.groups(), sizes.examples(), size);
  }

  /** Bytes of the partial sums of a run. */
  long bytes() {
    return Memory.aligned((long) size * Float.BYTES);
  }

  /** Bytes of all partial sums; none where the one run writes the gradient itself. */
  long partialBytes() {
    return count == 1 ? 0 : count * bytes();
  }

  /** The first example of a run. */
  int first(int run) {
    return (int) ((long) run * examples / count);
  }
}
