package dev.fovea.core.vector.conv.direct;

import dev.fovea.core.vector.conv.ConvolutionSizes;

/**
 * The independent tasks of a direct convolution: ranges of result channels by four, groups,
 * stretches of images and blocks of an image. Depends on the sizes alone. Ranges change slowest, so
 * that a worker keeps meeting the same weights.
 *
 * @param ranges ranges of quadruples of channels
 * @param quads quadruples of channels a group
 * @param groups groups of channels
 * @param images images per task
 * @param examples images of the batch
 * @param blocks blocks of an image
 */
record DirectTasks(int ranges, int quads, int groups, int images, int examples, int blocks) {
  private static final int WANTED = 16;
  private static final double WORTH_A_TASK = 1e6;
  private static final long CACHED_BYTES = 768 << 10;

  static DirectTasks of(DirectBlocks blocks) {
    ConvolutionSizes sizes = blocks.sizes();
    boolean gradient = sizes.kind() == ConvolutionSizes.Kind.INPUT_GRADIENT;
    int channels = gradient ? sizes.channelsIn() : sizes.channelsOut();
    int quads = Math.ceilDiv(channels, DirectBlocks.QUAD);
    int wanted = (int) Math.clamp(sizes.multiplyAdds() / WORTH_A_TASK, 1, WANTED);
    int most = (int) Math.max(1, CACHED_BYTES / blocks.planes().bytes());
    long parts = (long) quads * sizes.groups() * blocks.count();
    int shared = (int) Math.clamp(sizes.examples() * parts / wanted, 1, most);
    int stretches = Math.ceilDiv(sizes.examples(), Math.min(shared, sizes.examples()));
    int images = Math.ceilDiv(sizes.examples(), stretches);
    long without = (long) sizes.groups() * blocks.count() * Math.ceilDiv(sizes.examples(), images);
    int ranges = (int) Math.clamp(Math.ceilDiv(wanted, without), 1, quads);
    return new DirectTasks(ranges, quads, sizes.groups(), images, sizes.examples(), blocks.count());
  }

  private int stretches() {
    return Math.ceilDiv(examples, images);
  }

  int tasks() {
    return ranges * groups * stretches() * blocks;
  }

  int block(int task) {
    return task % blocks;
  }

  int firstImage(int task) {
    return task / blocks % stretches() * images;
  }

  int endImage(int task) {
    return Math.min(examples, firstImage(task) + images);
  }

  int group(int task) {
    return task / blocks / stretches() % groups;
  }

  int firstQuad(int task) {
    return (int) ((long) range(task) * quads / ranges);
  }

  int endQuad(int task) {
    return (int) ((long) (range(task) + 1) * quads / ranges);
  }

  private int range(int task) {
    return task / blocks / stretches() / groups;
  }
}
