package dev.fovea.core.vector.conv.blocked;

import dev.fovea.core.shape.Window;
import dev.fovea.core.vector.conv.ConvolutionSizes;
import dev.fovea.core.vector.run.Batch;
import dev.fovea.core.vector.run.BlockStep;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.LaneSums;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.simd.MoveKernels;
import dev.fovea.core.vector.tile.ConvolutionKernels;
import dev.fovea.core.vector.tile.ConvolutionTiles;
import java.lang.foreign.MemorySegment;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * The weight gradient of a convolution over one block: products of input and output gradient,
 * summed over positions in registers and over lanes by {@link LaneSums}, then added to the partial
 * sum of this block's group. A padded input is first copied between zeros, so that all taps see all
 * positions.
 *
 * <p>Loops: four output channels, then six taps (their inputs overlap and stay in the first cache
 * level), then positions.
 */
public final class BlockedWeightGradient implements BlockStep {
  private static final int TAPS = ConvolutionKernels.TAPS;
  private static final int CHANNELS = ConvolutionKernels.CHANNELS;
  private static final int TILE = TAPS * CHANNELS;

  /**
   * The sizes of the convolution.
   *
   * @param groups how many independent groups of channels there are
   * @param channelsIn input channels a group
   * @param channelsOut output channels a group
   * @param window the geometry
   * @param input the input's spatial sizes
   * @param output the output's spatial sizes
   */
  public record Sizes(
      int groups,
      int channelsIn,
      int channelsOut,
      Window window,
      List<Integer> input,
      List<Integer> output) {

    int kernel() {
      return ConvolutionSizes.product(window.kernel());
    }

    int elementsIn() {
      return ConvolutionSizes.product(input);
    }

    int elementsOut() {
      return ConvolutionSizes.product(output);
    }

    /** Weights of one output channel. */
    int taps() {
      return channelsIn * kernel();
    }

    int tapTiles() {
      return Math.ceilDiv(taps(), TAPS);
    }

    int channelTiles() {
      return Math.ceilDiv(channelsOut, CHANNELS);
    }

    /** Floats of the sums of four output channels: whole tiles, rounded up to whole vectors. */
    int rowSize() {
      return Math.ceilDiv(tapTiles() * TILE, Lanes.COUNT) * Lanes.COUNT;
    }

    /** Floats of a partial sum. */
    public int partialSize() {
      return groups * channelTiles() * rowSize();
    }

    /** Where in a row of sums a tap of one of its four channels lies. */
    static int indexInRow(int channel, int tap) {
      return tap / TAPS * TILE + channel * TAPS + tap % TAPS;
    }

    public boolean padded() {
      for (int axis = 0; axis < window.rank(); axis++) {
        if (window.before(axis) > 0 || window.after(axis) > 0) {
          return true;
        }
      }
      return false;
    }

    private int paddedHeight() {
      return window.rank() == 2 ? input.get(0) + window.before(0) + window.after(0) : 1;
    }

    private int paddedWidth() {
      int last = window.rank() - 1;
      return input.get(last) + window.before(last) + window.after(last);
    }

    /** Elements of one channel of the padded input. */
    public int elementsPadded() {
      return paddedHeight() * paddedWidth();
    }
  }

  private final Sizes sizes;
  private final Location x;
  private final Location gradient;
  private final Location padded;
  private final Location sums;
  private final Location partial;
  private final Batch batch;
  private final int[] xs;
  private final int[] gs;
  private final int[] tapOffsets;

  /** Vectors of sums that wait for {@link LaneSums}: less than a vector's lanes, and a tile. */
  public static final int SUMS = Lanes.COUNT + TILE;

  /**
   * @param padded room for one channel group of the padded input; unused without padding
   * @param sums room for {@link #SUMS} vectors
   * @param partial the sums of each run of blocks, as {@link CombineWeightGradient} reads them
   */
  public BlockedWeightGradient(
      Sizes sizes,
      Location x,
      Location gradient,
      Location padded,
      Location sums,
      Location partial,
      Batch batch) {
    this.sizes = sizes;
    this.x = x;
    this.gradient = gradient;
    this.padded = padded;
    this.sums = sums;
    this.partial = partial;
    this.batch = batch;
    Window window = sizes.window();
    int last = window.rank() - 1;
    int width = sizes.paddedWidth();
    int rows = window.rank() == 2 ? sizes.output().get(0) : 1;
    int columns = sizes.output().get(last);
    this.xs = new int[rows * columns];
    this.gs = new int[rows * columns];
    for (int i = 0; i < rows; i++) {
      int row = window.rank() == 2 ? i * window.stride().get(0) : 0;
      for (int j = 0; j < columns; j++) {
        int at = i * columns + j;
        xs[at] = (row * width + j * window.stride().get(last)) * Lanes.BYTES;
        gs[at] = at * Lanes.BYTES;
      }
    }
    this.tapOffsets = new int[sizes.tapTiles() * TAPS];
    int kernelColumns = window.kernel().get(last);
    for (int t = 0; t < tapOffsets.length; t++) {
      int tap = Math.min(t, sizes.taps() - 1);
      int c = tap / sizes.kernel();
      int k = tap % sizes.kernel();
      int row = window.rank() == 2 ? k / kernelColumns * window.dilation().get(0) : 0;
      int column = k % kernelColumns * window.dilation().get(last);
      tapOffsets[t] = ((c * sizes.paddedHeight() + row) * width + column) * Lanes.BYTES;
    }
  }

  @Override
  public void run(Memory memory, int worker, int block) {
    long g = gradient.at(worker, block);
    // Both factors: what is in a dead lane need not be finite, and 0 · ∞ is not 0.
    batch.clearDeadLanes(
        memory.of(gradient), g, sizes.groups() * sizes.channelsOut() * sizes.elementsOut(), block);
    batch.clearDeadLanes(
        memory.of(x),
        x.at(worker, block),
        sizes.groups() * sizes.channelsIn() * sizes.elementsIn(),
        block);
    for (int group = 0; group < sizes.groups(); group++) {
      long from =
          x.at(worker, block)
              + (long) group * sizes.channelsIn() * sizes.elementsIn() * Lanes.BYTES;
      MemorySegment input = memory.of(x);
      if (sizes.padded()) {
        pad(memory, from, padded.at(worker, block));
        from = padded.at(worker, block);
        input = memory.of(padded);
      }
      channels(memory, input, from, g, group, worker, block);
    }
  }

  private void channels(
      Memory memory, MemorySegment input, long from, long g, int group, int worker, int block) {
    MemorySegment gradients = memory.of(gradient);
    MemorySegment scratch = memory.of(sums);
    long room = sums.at(worker, block);
    long channel = (long) sizes.elementsOut() * Lanes.BYTES;
    long first = g + (long) group * sizes.channelsOut() * channel;
    int last = sizes.channelsOut() - 1;
    long to =
        partial.at(worker, batch.run(block))
            + (long) group * sizes.channelTiles() * sizes.rowSize() * Float.BYTES;
    boolean fresh = batch.startsRun(block);
    for (int o = 0; o <= last; o += CHANNELS) {
      long g0 = first + o * channel;
      long g1 = first + Math.min(o + 1, last) * channel;
      long g2 = first + Math.min(o + 2, last) * channel;
      long g3 = first + Math.min(o + 3, last) * channel;
      long next = to;
      int waiting = 0;
      for (int t = 0; t < tapOffsets.length; t += TAPS) {
        ConvolutionTiles.weightGradient(
            xs,
            gs,
            input,
            from + tapOffsets[t],
            from + tapOffsets[t + 1],
            from + tapOffsets[t + 2],
            from + tapOffsets[t + 3],
            from + tapOffsets[t + 4],
            from + tapOffsets[t + 5],
            gradients,
            g0,
            g1,
            g2,
            g3,
            scratch,
            room + (long) waiting * Lanes.BYTES);
        waiting += TILE;
        int done = 0;
        boolean ends = t + TAPS == tapOffsets.length;
        while (waiting - done >= Lanes.COUNT || (ends && waiting > done)) {
          long vectors = room + (long) done * Lanes.BYTES;
          LaneSums.inPlace(scratch, vectors);
          add(scratch, vectors, memory.of(partial), next, fresh);
          next += Lanes.BYTES;
          done += Lanes.COUNT;
        }
        waiting = Math.max(0, waiting - done);
        for (int i = 0; done > 0 && i < waiting; i++) {
          FloatVector.fromMemorySegment(
                  Lanes.FLOATS, scratch, room + (long) (done + i) * Lanes.BYTES, Lanes.ORDER)
              .intoMemorySegment(scratch, room + (long) i * Lanes.BYTES, Lanes.ORDER);
        }
      }
      to += (long) sizes.rowSize() * Float.BYTES;
    }
  }

  /** Adds a vector of sums to those of earlier blocks, or stores it if it is the first. */
  private static void add(
      MemorySegment scratch, long sums, MemorySegment partial, long at, boolean fresh) {
    FloatVector found = FloatVector.fromMemorySegment(Lanes.FLOATS, scratch, sums, Lanes.ORDER);
    (fresh
            ? found
            : found.add(FloatVector.fromMemorySegment(Lanes.FLOATS, partial, at, Lanes.ORDER)))
        .intoMemorySegment(partial, at, Lanes.ORDER);
  }

  private void pad(Memory memory, long from, long to) {
    MemorySegment source = memory.of(x);
    MemorySegment target = memory.of(padded);
    Window window = sizes.window();
    int last = window.rank() - 1;
    int height = window.rank() == 2 ? sizes.input().get(0) : 1;
    int width = sizes.input().get(last);
    int top = window.rank() == 2 ? window.before(0) : 0;
    long row = (long) width * Lanes.BYTES;
    MoveKernels.clear(target, to, (long) sizes.channelsIn() * sizes.elementsPadded());
    for (int c = 0; c < sizes.channelsIn(); c++) {
      for (int i = 0; i < height; i++) {
        long at =
            ((long) (c * sizes.paddedHeight() + top + i) * sizes.paddedWidth()
                    + window.before(last))
                * Lanes.BYTES;
        MemorySegment.copy(source, from + (c * height + i) * row, target, to + at, row);
      }
    }
  }

  @Override
  public String describe() {
    return "weight gradient %d×%d×%d over %d positions, %.2f MFLOP an example"
        .formatted(
            sizes.groups() * sizes.channelsOut(),
            sizes.channelsIn(),
            sizes.kernel(),
            sizes.elementsOut(),
            2e-6 * sizes.groups() * sizes.channelsOut() * sizes.taps() * sizes.elementsOut());
  }
}
