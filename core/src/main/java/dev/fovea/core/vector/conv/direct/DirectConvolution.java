package dev.fovea.core.vector.conv.direct;

import dev.fovea.core.vector.conv.AddRuns;
import dev.fovea.core.vector.conv.ConvolutionAlgorithm;
import dev.fovea.core.vector.conv.ConvolutionPlan;
import dev.fovea.core.vector.conv.ConvolutionSizes;
import dev.fovea.core.vector.conv.PackWeights;
import dev.fovea.core.vector.geometry.Taps;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.WholeStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Convolution by its definition, with positions in the lanes: see {@link DirectSums} and {@link
 * DirectWeightSums}. Fits every size.
 *
 * @param blocks how the result is cut into tasks
 */
public record DirectConvolution(DirectBlocks blocks) implements ConvolutionAlgorithm {
  /** The part of the core's peak that the innermost loops reach. */
  private static final double REACHED = 0.42;

  /** What it takes to move a number within the caches, in multiply-adds at the peak. */
  private static final double MOVED = 10;

  /** The same where every second or third number of a row is taken. */
  private static final double TAKEN_APART = 100;

  /** The convolution by its definition. */
  public static Optional<ConvolutionAlgorithm> of(ConvolutionSizes sizes) {
    return Optional.of(new DirectConvolution(DirectBlocks.of(sizes)));
  }

  @Override
  public double cost() {
    ConvolutionSizes sizes = blocks.sizes();
    double in = (double) sizes.examples() * sizes.groups() * sizes.channelsIn();
    double out = (double) sizes.examples() * sizes.groups() * sizes.channelsOut();
    double weights =
        (double) sizes.groups() * sizes.channelsIn() * sizes.channelsOut() * sizes.taps();
    boolean apart = sizes.window().stride().getLast() > 1;
    double moved =
        in * sizes.elementsIn() * (apart ? TAKEN_APART : MOVED)
            + (out * sizes.elementsOut() + weights) * MOVED;
    int channels =
        sizes.kind() == ConvolutionSizes.Kind.INPUT_GRADIENT
            ? sizes.channelsIn()
            : sizes.channelsOut();
    double whole =
        (double) Math.ceilDiv(channels, DirectBlocks.QUAD) * DirectBlocks.QUAD / channels;
    return sizes.multiplyAdds() * whole / blocks.share() / REACHED + moved;
  }

  @Override
  public long sharedBytes() {
    ConvolutionSizes sizes = blocks.sizes();
    return switch (sizes.kind()) {
      case FORWARD, INPUT_GRADIENT -> weights(sizes).packedBytes() * sizes.groups();
      case WEIGHT_GRADIENT -> DirectRuns.of(sizes).partialBytes();
    };
  }

  @Override
  public long workerBytes() {
    return switch (blocks.sizes().kind()) {
      case FORWARD, INPUT_GRADIENT -> DirectSums.scratchBytes(blocks, DirectTasks.of(blocks));
      case WEIGHT_GRADIENT -> DirectWeightSums.scratchBytes(blocks);
    };
  }

  @Override
  public List<WholeStep> steps(
      Location x, Location w, Location y, Location shared, Location worker) {
    return switch (blocks.sizes().kind()) {
      case FORWARD -> sums(x, w, y, shared, worker);
      case INPUT_GRADIENT -> sums(y, w, x, shared, worker);
      case WEIGHT_GRADIENT -> weightSums(x, w, y, shared, worker);
    };
  }

  private List<WholeStep> sums(
      Location source, Location w, Location result, Location shared, Location worker) {
    ConvolutionSizes sizes = blocks.sizes();
    long tap = sizes.taps();
    long row = sizes.channelsIn() * tap;
    boolean gradient = sizes.kind() == ConvolutionSizes.Kind.INPUT_GRADIENT;
    ConvolutionPlan weights = weights(sizes);
    return List.of(
        new PackWeights(
            weights,
            w,
            gradient ? tap : row,
            gradient ? row : tap,
            sizes.channelsOut() * row,
            shared),
        new DirectSums(blocks, DirectTasks.of(blocks), weights, source, shared, result, worker));
  }

  private List<WholeStep> weightSums(
      Location x, Location w, Location y, Location shared, Location worker) {
    DirectRuns runs = DirectRuns.of(blocks.sizes());
    Location target = runs.count() == 1 ? w : shared;
    List<WholeStep> steps = new ArrayList<>();
    steps.add(new DirectWeightSums(blocks, runs, x, y, target, worker));
    if (runs.count() > 1) {
      steps.add(new AddRuns(runs.count(), runs.bytes(), runs.size(), shared, w));
    }
    return steps;
  }

  /** The weights as {@link PackWeights} and the kernels see them. */
  private static ConvolutionPlan weights(ConvolutionSizes sizes) {
    boolean gradient = sizes.kind() == ConvolutionSizes.Kind.INPUT_GRADIENT;
    return new ConvolutionPlan(
        sizes.groups(),
        gradient ? sizes.channelsOut() : sizes.channelsIn(),
        gradient ? sizes.channelsIn() : sizes.channelsOut(),
        gradient ? sizes.elementsOut() : sizes.elementsIn(),
        gradient ? sizes.elementsIn() : sizes.elementsOut(),
        sizes.taps(),
        new Taps(List.of(), new int[0]));
  }
}
