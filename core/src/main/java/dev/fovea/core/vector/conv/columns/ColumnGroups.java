package dev.fovea.core.vector.conv.columns;

import dev.fovea.core.vector.conv.ConvolutionSizes;
import dev.fovea.core.vector.matmul.Panels;
import dev.fovea.core.vector.tile.ProductKernels;

/**
 * How the input gradient by columns is split into tasks: groups of examples, whose positions are
 * cut into panels together, and blocks of channels of x. Depends on the sizes alone.
 *
 * @param examples images of the batch
 * @param positions positions of an image
 * @param channels channels of x
 * @param taps taps of the window
 * @param examplesAGroup images of a group
 * @param channelsABlock channels of a block
 */
record ColumnGroups(
    int examples, int positions, int channels, int taps, int examplesAGroup, int channelsABlock) {
  /** Positions of a group: so many that a last panel, which is slow, does not matter. */
  private static final int POSITIONS = 640;

  /** Floats of the columns of a task: a third of the second cache. */
  private static final int FLOATS = 96 << 10;

  private static final int WANTED = 16;
  private static final double WORTH_A_TASK = 1e6;

  static ColumnGroups of(ConvolutionSizes sizes) {
    int positions = sizes.elementsOut();
    int channels = sizes.channelsIn();
    int examples = Math.clamp(Math.ceilDiv(POSITIONS, positions), 1, sizes.examples());
    int groups = Math.ceilDiv(sizes.examples(), examples);
    int wanted = (int) Math.clamp(sizes.multiplyAdds() / WORTH_A_TASK, 1, WANTED);
    double floats = (double) Math.ceilDiv(sizes.examples(), groups) * positions * sizes.taps();
    int most = Math.min(channels, (int) Math.clamp(FLOATS / floats, 1, channels));
    int block = Math.min(most, Math.ceilDiv(channels, Math.ceilDiv(wanted, groups)));
    int whole = block - block % ProductKernels.TALL;
    return new ColumnGroups(
        sizes.examples(),
        positions,
        channels,
        sizes.taps(),
        Math.ceilDiv(sizes.examples(), groups),
        whole > 0 ? whole : block);
  }

  int groups() {
    return Math.ceilDiv(examples, examplesAGroup);
  }

  /** Positions of all examples. */
  int all() {
    return examples * positions;
  }

  /** Positions of a full group. */
  int positionsAGroup() {
    return examplesAGroup * positions;
  }

  /** Panels of a full group. */
  int panelsAGroup() {
    return Math.ceilDiv(positionsAGroup(), Panels.WIDE);
  }

  int panels() {
    int full = all() / positionsAGroup();
    return full * panelsAGroup() + Math.ceilDiv(all() % positionsAGroup(), Panels.WIDE);
  }

  /** The first position of a panel. */
  int position(int panel) {
    return panel / panelsAGroup() * positionsAGroup() + panel % panelsAGroup() * Panels.WIDE;
  }

  /** Positions of a panel. */
  int count(int panel) {
    int end = Math.min(all(), (panel / panelsAGroup() + 1) * positionsAGroup());
    return Math.min(Panels.WIDE, end - position(panel));
  }

  private int blocks() {
    return Math.ceilDiv(channels, channelsABlock);
  }

  int tasks() {
    return blocks() * groups();
  }

  int group(int task) {
    return task % groups();
  }

  int firstExample(int task) {
    return group(task) * examplesAGroup;
  }

  int endExample(int task) {
    return Math.min(examples, firstExample(task) + examplesAGroup);
  }

  int firstChannel(int task) {
    return task / groups() * channelsABlock;
  }

  int endChannel(int task) {
    return Math.min(channels, firstChannel(task) + channelsABlock);
  }
}
