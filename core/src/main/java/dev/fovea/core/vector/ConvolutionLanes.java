package dev.fovea.core.vector;

/**
 * Convolution, transposed convolution and linear layers on one block: each output is a sum over
 * taps and channels, read through {@link Taps}. Four like positions and four output channels at a
 * time; outputs with fewer than four like positions take sixteen channels of one position.
 *
 * <p>Loops: channel group, then output channels by four (their packed weights stay in the first
 * cache level), then positions.
 */
final class ConvolutionLanes implements LaneStep {
  private static final int TILE = 4;
  private static final int WIDE = 16;

  private final String name;
  private final ConvolutionPlan plan;
  private final Location x;
  private final Location weights;
  private final Location y;
  private final int[][] xs;
  private final int[][] ws;

  /**
   * @param weights packed by {@link PackWeights}
   * @param y with room for whole tiles of output channels: see {@link ConvolutionPlan#roomFor}
   */
  ConvolutionLanes(String name, ConvolutionPlan plan, Location x, Location weights, Location y) {
    this.name = name;
    this.plan = plan;
    this.x = x;
    this.weights = weights;
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
          ws[g][c * taps + t] = (c * plan.kernel() + group.taps()[t]) * TILE * Float.BYTES;
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
        if (positions.sources().length < TILE) {
          onePosition(memory, positions, t, from, packed, to);
        } else {
          fourPositions(memory, positions, t, from, packed, to);
        }
      }
    }
    for (int position : plan.taps().bare()) {
      for (int c = 0; c < plan.groups() * plan.channelsOut(); c++) {
        long at = y.at(worker, block) + ((long) c * plan.elementsOut() + position) * Lanes.BYTES;
        memory.of(y).asSlice(at, Lanes.BYTES).fill((byte) 0);
      }
    }
  }

  private void fourPositions(
      Memory memory, Taps.Group positions, int table, long from, long packed, long to) {
    int[] sources = positions.sources();
    int[] targets = positions.targets();
    int last = sources.length - 1;
    long channel = (long) plan.elementsOut() * Lanes.BYTES;
    for (int o = 0; o < plan.channelsOut(); o += TILE) {
      long w = packed + (o / TILE) * plan.quadBytes();
      long out = to + o * channel;
      for (int p = 0; p <= last; p += TILE) {
        // A last, partial tile repeats the last position: the same value is stored again.
        int p1 = Math.min(p + 1, last);
        int p2 = Math.min(p + 2, last);
        int p3 = Math.min(p + 3, last);
        ConvolutionKernels.fourByFour(
            xs[table],
            ws[table],
            memory.of(x),
            from + (long) sources[p] * Lanes.BYTES,
            from + (long) sources[p1] * Lanes.BYTES,
            from + (long) sources[p2] * Lanes.BYTES,
            from + (long) sources[p3] * Lanes.BYTES,
            memory.of(weights),
            w,
            memory.of(y),
            out + (long) targets[p] * Lanes.BYTES,
            out + (long) targets[p1] * Lanes.BYTES,
            out + (long) targets[p2] * Lanes.BYTES,
            out + (long) targets[p3] * Lanes.BYTES,
            channel);
      }
    }
  }

  private void onePosition(
      Memory memory, Taps.Group positions, int table, long from, long packed, long to) {
    long channel = (long) plan.elementsOut() * Lanes.BYTES;
    for (int o = 0; o < plan.channelsOut(); o += WIDE) {
      for (int p = 0; p < positions.sources().length; p++) {
        ConvolutionKernels.oneBySixteen(
            xs[table],
            ws[table],
            memory.of(x),
            from + (long) positions.sources()[p] * Lanes.BYTES,
            memory.of(weights),
            packed + (o / TILE) * plan.quadBytes(),
            plan.quadBytes(),
            memory.of(y),
            to + o * channel + (long) positions.targets()[p] * Lanes.BYTES,
            channel);
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
