package dev.fovea.core.vector.conv;

import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.simd.MoveKernels;
import dev.fovea.core.vector.tile.ConvolutionKernels;
import java.lang.foreign.MemorySegment;

/**
 * Weights in the order in which {@link ConvolutionKernels} read them: {@code [group][output
 * channels / 4][input channel][tap][4]}, zeros for channels that do not exist. Costs one pass over
 * the weights a step.
 *
 * @param plan the convolution
 * @param source the weights as the user sees them
 * @param outStride floats from one output channel of a group to the next
 * @param inStride floats from one input channel of a group to the next
 * @param groupStride floats from one group to the next
 * @param target the packed weights
 */
public record PackWeights(
    ConvolutionPlan plan,
    Location source,
    long outStride,
    long inStride,
    long groupStride,
    Location target)
    implements WholeStep {
  private static final int TILE = ConvolutionKernels.CHANNELS;

  @Override
  public int tasks() {
    return plan.groups() * plan.quads();
  }

  @Override
  public long cost() {
    return (long) plan.channelsIn() * plan.kernel() * TILE;
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    int group = task / plan.quads();
    int first = task % plan.quads() * TILE;
    long out = target.offset() + task * plan.quadBytes();
    MemorySegment to = memory.of(target);
    if (first + TILE > plan.channelsOut()) {
      MoveKernels.fill(0, to, out, Math.toIntExact(plan.quadBytes() / Float.BYTES));
    }
    for (int j = 0; j < Math.min(TILE, plan.channelsOut() - first); j++) {
      int channel = first + j;
      long at = out + (long) j * Float.BYTES;
      long in = source.offset() + (group * groupStride + channel * outStride) * Float.BYTES;
      channel(memory.of(source), in, to, at);
    }
  }

  /** One output channel: as few long runs as its places allow. */
  private void channel(MemorySegment source, long from, MemorySegment target, long to) {
    int kernel = plan.kernel();
    int channels = plan.channelsIn();
    if (kernel == 1) {
      spread(source, from, inStride * Float.BYTES, target, to, channels);
    } else if (inStride == kernel) {
      spread(source, from, Float.BYTES, target, to, channels * kernel);
    } else {
      for (int c = 0; c < channels; c++) {
        long in = from + c * inStride * Float.BYTES;
        long out = to + (long) c * kernel * TILE * Float.BYTES;
        spread(source, in, Float.BYTES, target, out, kernel);
      }
    }
  }

  private static void spread(
      MemorySegment source, long from, long step, MemorySegment target, long to, int count) {
    MemorySegment x = Lanes.bare(source);
    MemorySegment y = Lanes.bare(target);
    long in = Lanes.bare(source, from);
    long out = Lanes.bare(target, to);
    for (int i = 0; i < count; i++) {
      float weight = x.get(Lanes.FLOAT, in + i * step);
      y.set(Lanes.FLOAT, out + (long) i * TILE * Float.BYTES, weight);
    }
  }

  @Override
  public String describe() {
    return "pack weights "
        + plan.groups() * plan.channelsOut()
        + "×"
        + plan.channelsIn()
        + "×"
        + plan.kernel();
  }
}
