package dev.fovea.core.vector.conv.columns;

import dev.fovea.core.vector.conv.ConvolutionSizes;
import dev.fovea.core.vector.matmul.Panels;
import dev.fovea.core.vector.tile.ProductKernels;

/**
 * How a convolution by columns is split into tasks: ranges of output channels, and ranges of panels
 * of neighboring positions. Depends on the sizes alone. Channels change slowest, so that a worker
 * keeps meeting the same weights.
 *
 * @param channels channels of y
 * @param positions positions of all examples
 * @param channelRanges ranges of channels
 * @param panelRanges ranges of panels
 */
record ColumnRanges(int channels, int positions, int channelRanges, int panelRanges) {
  private static final int WANTED = 48;
  private static final double WORTH_A_TASK = 1e6;

  /** With fewer ranges of panels than this, channels are split too. */
  private static final int ENOUGH = 16;

  static ColumnRanges of(ConvolutionSizes sizes) {
    int positions = sizes.examples() * sizes.elementsOut();
    int wanted = (int) Math.clamp(sizes.multiplyAdds() / WORTH_A_TASK, 1, WANTED);
    int ranges = Math.min(wanted, Math.ceilDiv(positions, Panels.WIDE));
    int tiles = Math.ceilDiv(sizes.channelsOut(), ProductKernels.TALL);
    int channelRanges = Math.min(tiles, Math.ceilDiv(Math.min(wanted, ENOUGH), ranges));
    return new ColumnRanges(sizes.channelsOut(), positions, channelRanges, ranges);
  }

  int tasks() {
    return channelRanges * panelRanges;
  }

  int firstChannel(int task) {
    return channel(task / panelRanges);
  }

  int endChannel(int task) {
    return channel(task / panelRanges + 1);
  }

  private int channel(int range) {
    long tiles = Math.ceilDiv(channels, ProductKernels.TALL);
    return (int) Math.min(channels, tiles * range / channelRanges * ProductKernels.TALL);
  }

  /** The most channels of a range. */
  int channelsARange() {
    int tiles = Math.ceilDiv(channels, ProductKernels.TALL);
    return Math.ceilDiv(tiles, channelRanges) * ProductKernels.TALL;
  }

  int firstPosition(int task) {
    return position(task % panelRanges);
  }

  int endPosition(int task) {
    return position(task % panelRanges + 1);
  }

  private int position(int range) {
    long panels = Math.ceilDiv(positions, Panels.WIDE);
    return (int) Math.min(positions, panels * range / panelRanges * Panels.WIDE);
  }
}
