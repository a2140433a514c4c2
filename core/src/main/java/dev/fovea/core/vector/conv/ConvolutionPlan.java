package dev.fovea.core.vector.conv;

import dev.fovea.core.vector.geometry.Taps;
import dev.fovea.core.vector.tile.ConvolutionKernels;

/**
 * The sizes of a convolution as its kernel sees it: for each of some independent groups of
 * channels, a sum over input channels and taps.
 *
 * @param groups how many independent groups of channels there are
 * @param channelsIn input channels a group
 * @param channelsOut output channels a group
 * @param elementsIn input elements per channel
 * @param elementsOut output elements per channel
 * @param kernel taps of the kernel
 * @param taps which taps each output position meets
 */
public record ConvolutionPlan(
    int groups,
    int channelsIn,
    int channelsOut,
    int elementsIn,
    int elementsOut,
    int kernel,
    Taps taps) {
  private static final int TILE = ConvolutionKernels.CHANNELS;
  private static final int WIDE = 8;

  /** Bytes of the packed weights of four output channels. */
  public long quadBytes() {
    return (long) channelsIn * kernel * TILE * Float.BYTES;
  }

  /** Packed quadruples of output channels a group, with room for the widest kernel. */
  public int quads() {
    return Math.ceilDiv(channelsOut, WIDE) * WIDE / TILE;
  }

  /** Bytes of the packed weights of one group. */
  public long packedBytes() {
    return quads() * quadBytes();
  }

  /** Vectors an output block needs: the last tile of the last group may write beyond its end. */
  public long roomFor() {
    long channels = (long) (groups - 1) * channelsOut + (long) quads() * TILE;
    return channels * elementsOut;
  }
}
