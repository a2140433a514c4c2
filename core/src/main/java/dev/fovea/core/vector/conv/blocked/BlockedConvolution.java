package dev.fovea.core.vector.conv.blocked;

import dev.fovea.core.vector.conv.ConvolutionPlan;
import dev.fovea.core.vector.conv.PackWeights;
import dev.fovea.core.vector.geometry.Taps;
import dev.fovea.core.vector.run.BlockStep;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.tile.ConvolutionKernels;
import dev.fovea.core.vector.tile.ConvolutionTiles;
import jdk.incubator.vector.FloatVector;

/**
 * Convolution, transposed convolution and linear layers on one block: each output is a sum over
 * taps and channels, read through {@link Taps}. Six like positions and four output channels at a
 * time; where only one or two positions are alike, eight channels of one position.
 *
 * <p>Loops: channel group, then output channels by four (their packed weights stay in the first
 * cache level), then positions.
 */
public final class BlockedConvolution implements BlockStep {
  private static final int POSITIONS = ConvolutionKernels.POSITIONS;
  private static final int CHANNELS = ConvolutionKernels.CHANNELS;
  private static final int EIGHT = 8;

  /** Below this many positions a tile of six costs more than each position alone. */
  private static final int FEW = 3;

  /** What follows in the same place. */
  public sealed interface Finish {
    /** Nothing. */
    record Nothing() implements Finish {}

    /**
     * A bias is added, and results are raised.
     *
     * @param bias one number per output channel
     * @param floor the least result: 0 for a rectifier, −∞ for none
     */
    record Bias(Location bias, float floor) implements Finish {}

    /**
     * Results become 0 where another value is not positive.
     *
     * @param mask a block of the same elements
     */
    record Mask(Location mask) implements Finish {}
  }

  private final String name;
  private final ConvolutionPlan plan;
  private final Location x;
  private final Location weights;
  private final Location y;
  private final int[][] xs;
  private final int[][] ws;
  private final Finish finish;

  /**
   * @param weights packed by {@link PackWeights}
   * @param y with room for whole tiles of output channels: see {@link ConvolutionPlan#roomFor}
   */
  public BlockedConvolution(
      String name, ConvolutionPlan plan, Location x, Location weights, Finish finish, Location y) {
    this.name = name;
    this.plan = plan;
    this.x = x;
    this.weights = weights;
    this.finish = finish;
    this.y = y;
    int groups = plan.taps().groups().size();
    this.xs = new int[groups][];
    this.ws = new int[groups][];
    for (int g = 0; g < groups; g++) {
      Taps.Group group = plan.taps().groups().get(g);
      int taps = group.taps().length;
      xs[g] = new int[plan.channelsIn() * taps];
      ws[g] = new int[plan.channelsIn() * taps];
      for (int c = 0; c < plan.channelsIn(); c++) {
        for (int t = 0; t < taps; t++) {
          xs[g][c * taps + t] = (c * plan.elementsIn() + group.distances()[t]) * Lanes.BYTES;
          ws[g][c * taps + t] = (c * plan.kernel() + group.taps()[t]) * CHANNELS * Float.BYTES;
        }
      }
    }
  }

  @Override
  public void run(Memory memory, int worker, int block) {
    for (int group = 0; group < plan.groups(); group++) {
      long from =
          x.at(worker, block) + (long) group * plan.channelsIn() * plan.elementsIn() * Lanes.BYTES;
      long to =
          y.at(worker, block)
              + (long) group * plan.channelsOut() * plan.elementsOut() * Lanes.BYTES;
      long packed = weights.offset() + group * plan.packedBytes();
      for (int t = 0; t < xs.length; t++) {
        Taps.Group positions = plan.taps().groups().get(t);
        if (positions.sources().length < FEW) {
          onePosition(memory, worker, block, group, 0, t, from, packed, to);
        } else {
          sixPositions(memory, worker, block, group, t, from, packed, to);
        }
      }
    }
    bare(memory, worker, block);
  }

  /** Positions that meet no tap: the bias alone. */
  private void bare(Memory memory, int worker, int block) {
    int[] positions = plan.taps().bare();
    if (positions.length == 0) {
      return;
    }
    FloatVector zero = FloatVector.zero(Lanes.FLOATS);
    for (int c = 0; c < plan.groups() * plan.channelsOut(); c++) {
      long plane = y.at(worker, block) + (long) c * plan.elementsOut() * Lanes.BYTES;
      for (int position : positions) {
        zero.intoMemorySegment(memory.of(y), plane + (long) position * Lanes.BYTES, Lanes.ORDER);
      }
      finish(memory, worker, block, c, 1, positions, 0, positions.length, plane);
    }
  }

  private void finish(
      Memory memory,
      int worker,
      int block,
      int channel,
      int channels,
      int[] targets,
      int first,
      int end,
      long to) {
    long plane = (long) plan.elementsOut() * Lanes.BYTES;
    switch (finish) {
      case Finish.Nothing() -> {}
      case Finish.Bias(Location bias, float floor) ->
          ConvolutionKernels.raise(
              memory.of(bias),
              bias.offset() + (long) channel * Float.BYTES,
              floor,
              channels,
              targets,
              first,
              end,
              memory.of(y),
              to,
              plane);
      case Finish.Mask(Location mask) ->
          ConvolutionKernels.mask(
              memory.of(mask),
              mask.at(worker, block) + channel * plane,
              channels,
              targets,
              first,
              end,
              memory.of(y),
              to,
              plane);
    }
  }

  private void sixPositions(
      Memory memory, int worker, int block, int group, int table, long from, long packed, long to) {
    Taps.Group positions = plan.taps().groups().get(table);
    int[] sources = positions.sources();
    int[] targets = positions.targets();
    int last = sources.length - 1;
    int alone = sources.length % POSITIONS < FEW ? sources.length % POSITIONS : 0;
    long channel = (long) plan.elementsOut() * Lanes.BYTES;
    for (int o = 0; o < plan.channelsOut(); o += CHANNELS) {
      long w = packed + (o / CHANNELS) * plan.quadBytes();
      long out = to + o * channel;
      for (int p = 0; p <= last - alone; p += POSITIONS) {
        // A last, partial tile repeats the last position: the same value is stored again.
        int p1 = Math.min(p + 1, last);
        int p2 = Math.min(p + 2, last);
        int p3 = Math.min(p + 3, last);
        int p4 = Math.min(p + 4, last);
        int p5 = Math.min(p + 5, last);
        ConvolutionTiles.sixByFour(
            xs[table],
            ws[table],
            memory.of(x),
            from + (long) sources[p] * Lanes.BYTES,
            from + (long) sources[p1] * Lanes.BYTES,
            from + (long) sources[p2] * Lanes.BYTES,
            from + (long) sources[p3] * Lanes.BYTES,
            from + (long) sources[p4] * Lanes.BYTES,
            from + (long) sources[p5] * Lanes.BYTES,
            memory.of(weights),
            w,
            memory.of(y),
            out + (long) targets[p] * Lanes.BYTES,
            out + (long) targets[p1] * Lanes.BYTES,
            out + (long) targets[p2] * Lanes.BYTES,
            out + (long) targets[p3] * Lanes.BYTES,
            out + (long) targets[p4] * Lanes.BYTES,
            out + (long) targets[p5] * Lanes.BYTES,
            channel);
        finish(
            memory,
            worker,
            block,
            group * plan.channelsOut() + o,
            Math.min(CHANNELS, plan.channelsOut() - o),
            targets,
            p,
            p5 + 1,
            out);
      }
    }
    onePosition(memory, worker, block, group, sources.length - alone, table, from, packed, to);
  }

  /** The positions from {@code first} on, one at a time. */
  private void onePosition(
      Memory memory,
      int worker,
      int block,
      int group,
      int first,
      int table,
      long from,
      long packed,
      long to) {
    Taps.Group positions = plan.taps().groups().get(table);
    long channel = (long) plan.elementsOut() * Lanes.BYTES;
    for (int o = 0; o < plan.channelsOut(); o += EIGHT) {
      int here = Math.min(EIGHT, plan.channelsOut() - o);
      for (int p = first; p < positions.sources().length; p++) {
        ConvolutionKernels.oneByEight(
            xs[table],
            ws[table],
            memory.of(x),
            from + (long) positions.sources()[p] * Lanes.BYTES,
            memory.of(weights),
            packed + (o / CHANNELS) * plan.quadBytes(),
            plan.quadBytes(),
            memory.of(y),
            to + o * channel + (long) positions.targets()[p] * Lanes.BYTES,
            channel);
        finish(
            memory,
            worker,
            block,
            group * plan.channelsOut() + o,
            here,
            positions.targets(),
            p,
            p + 1,
            to + o * channel);
      }
    }
  }

  @Override
  public String describe() {
    long positions =
        plan.taps().groups().stream()
            .mapToLong(g -> (long) g.targets().length * g.taps().length)
            .sum();
    return "%s %d→%d channels, %d groups of positions, %.2f MFLOP an example"
        .formatted(
            name,
            plan.groups() * plan.channelsIn(),
            plan.groups() * plan.channelsOut(),
            plan.taps().groups().size(),
            2e-6 * positions * plan.channelsIn() * plan.channelsOut() * plan.groups());
  }
}
