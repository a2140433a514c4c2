package dev.fovea.core.vector;

/**
 * Adds up the partial weight gradients of the runs of blocks, in the order of the runs, and puts
 * them into the order of the weights {@code [C_out][C_in/groups][tap]}.
 *
 * @param sizes the convolution
 * @param partial one partial sum a run of blocks
 * @param batch the runs
 * @param target the gradient
 */
record CombineWeightGradient(
    WeightGradientLanes.Sizes sizes, Location partial, Batch batch, Location target)
    implements PlainStep {
  @Override
  public int tasks() {
    return sizes.groups() * sizes.channelsOut();
  }

  @Override
  public long cost() {
    return (long) sizes.taps() * batch.runs() * 2;
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    int tile = WeightGradientLanes.TILE;
    int group = task / sizes.channelsOut();
    int channel = task % sizes.channelsOut();
    int row =
        (group * sizes.channelTiles() + channel / tile) * sizes.tapTiles() * tile * tile
            + channel % tile * tile;
    for (int t = 0; t < sizes.taps(); t++) {
      int at = row + t / tile * tile * tile + t % tile;
      float sum = 0;
      for (int run = 0; run < batch.runs(); run++) {
        sum +=
            memory
                .of(partial)
                .get(
                    java.lang.foreign.ValueLayout.JAVA_FLOAT,
                    partial.at(0, run) + (long) at * Float.BYTES);
      }
      memory.put(target, task * sizes.taps() + t, sum);
    }
  }

  @Override
  public String describe() {
    return "add up weight gradients of " + batch.runs() + " runs of blocks";
  }
}
