package dev.fovea.core.vector.conv.blocked;

import dev.fovea.core.vector.run.Batch;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.tile.ConvolutionKernels;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Adds up the partial weight gradients of the runs of blocks, in the order of the runs, and puts
 * them into the order of the weights {@code [C_out][C_in/groups][tap]}.
 *
 * @param sizes the convolution
 * @param partial one partial sum a run of blocks
 * @param batch the runs
 * @param target the gradient
 */
public record CombineWeightGradient(
    BlockedWeightGradient.Sizes sizes, Location partial, Batch batch, Location target)
    implements WholeStep {
  private static final int CHANNELS = ConvolutionKernels.CHANNELS;

  @Override
  public int tasks() {
    return sizes.groups() * sizes.channelTiles();
  }

  @Override
  public long cost() {
    return (long) sizes.rowSize() * batch.runs();
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    long row = (long) task * sizes.rowSize() * Float.BYTES;
    addRuns(memory.of(partial), row);
    int group = task / sizes.channelTiles();
    int first = task % sizes.channelTiles() * CHANNELS;
    MemorySegment sums = memory.of(partial);
    int taps = sizes.taps();
    for (int j = 0; j < Math.min(CHANNELS, sizes.channelsOut() - first); j++) {
      int channel = group * sizes.channelsOut() + first + j;
      for (int t = 0; t < taps; t++) {
        int at = BlockedWeightGradient.Sizes.indexInRow(j, t);
        float sum = sums.get(Lanes.FLOAT, partial.offset() + row + (long) at * Float.BYTES);
        memory.put(target, channel * taps + t, sum);
      }
    }
  }

  /** Adds the rows of all runs into that of the first. */
  private void addRuns(MemorySegment sums, long row) {
    int bytes = sizes.rowSize() * Float.BYTES;
    for (int i = 0; i < bytes; i += Lanes.BYTES) {
      long first = partial.at(0, 0) + row + i;
      FloatVector sum = FloatVector.fromMemorySegment(Lanes.FLOATS, sums, first, Lanes.ORDER);
      for (int run = 1; run < batch.runs(); run++) {
        sum =
            sum.add(
                FloatVector.fromMemorySegment(
                    Lanes.FLOATS, sums, partial.at(0, run) + row + i, Lanes.ORDER));
      }
      sum.intoMemorySegment(sums, first, Lanes.ORDER);
    }
  }

  @Override
  public String describe() {
    return "add up weight gradients of " + batch.runs() + " runs of blocks";
  }
}
