package dev.fovea.core.vector;

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
record PackWeights(
    ConvolutionPlan plan,
    Location source,
    long outStride,
    long inStride,
    long groupStride,
    Location target)
    implements PlainStep {
  private static final int TILE = 4;

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
    MemorySegment from = memory.of(source);
    MemorySegment to = memory.of(target);
    int group = task / plan.quads();
    int quad = task % plan.quads();
    long out = target.offset() + task * plan.quadBytes();
    for (int j = 0; j < TILE; j++) {
      int channel = quad * TILE + j;
      boolean exists = channel < plan.channelsOut();
      for (int c = 0; c < plan.channelsIn(); c++) {
        long in =
            source.offset()
                + (group * groupStride + channel * outStride + c * inStride) * Float.BYTES;
        for (int k = 0; k < plan.kernel(); k++) {
          float value = exists ? from.get(Lanes.FLOAT, in + (long) k * Float.BYTES) : 0;
          long at = out + (((long) c * plan.kernel() + k) * TILE + j) * Float.BYTES;
          to.set(Lanes.FLOAT, at, value);
        }
      }
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
