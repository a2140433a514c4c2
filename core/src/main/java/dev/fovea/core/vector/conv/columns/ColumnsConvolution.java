package dev.fovea.core.vector.conv.columns;

import dev.fovea.core.vector.conv.AddRuns;
import dev.fovea.core.vector.conv.ConvolutionAlgorithm;
import dev.fovea.core.vector.conv.ConvolutionSizes;
import dev.fovea.core.vector.matmul.Panels;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.tile.ProductKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Convolution as a product of matrices: each position of the window is a column of the numbers its
 * taps meet ("im2col"). The columns are never made as a whole: a task copies a block of them into
 * scratch, multiplies it while it is in the second cache, and continues to the next. Images are
 * first split by the stride and padded, so that a row of positions is one stretch of memory.
 *
 * <ul>
 *   <li>forward: positions in the lanes, {@link ColumnSums};
 *   <li>input gradient: positions in the lanes, the columns are then added back into the image,
 *       {@link ColumnGradients};
 *   <li>weight gradient: output channels in the lanes, {@link ColumnWeightSums}.
 * </ul>
 *
 * <p>Best where strides leave the direct method short rows and Winograd's nothing, from some 16
 * channels on.
 *
 * @param sizes the convolution
 * @see <a href="https://hal.science/inria-00112631">Chellapilla, Puri and Simard 2006</a>
 */
public record ColumnsConvolution(ConvolutionSizes sizes) implements ConvolutionAlgorithm {
  // What moving takes, in multiply-adds at the peak: a row of an image into its planes or back,
  // each
  // number of an image, and each of the planes; a row of positions into columns, and each vector of
  // it; the same for
  // adding them up again; a gradient into the lanes; a number of y that memory holds; a weight.
  private static final double ROW = 700;
  private static final double NUMBER = 8;
  private static final double CLEARED = 2;
  private static final double COPIED_ROW = 60;
  private static final double COPIED_VECTOR = 60;
  private static final double ADDED_ROW = 250;
  private static final double ADDED_VECTOR = 150;
  private static final double TURNED = 35;
  private static final double FAR = 100;
  private static final double WEIGHT = 20;

  /** This many numbers of y do not stay in a cache from one step to the next. */
  private static final double MANY = 4e6;

  /**
   * Measured side by side with the nanoseconds this model gives, the other algorithms' costs come
   * out half as high again: brings this one's to their scale.
   */
  private static final double SCALE = 1.5;

  /** The part of the peak that wide tiles reach, and those of one vector. */
  private static final double WIDE = 0.95;

  private static final double NARROW = 0.7;

  /** The convolution as a product; none if it has groups, or too many columns to number. */
  public static Optional<ConvolutionAlgorithm> of(ConvolutionSizes sizes) {
    return sizes.groups() == 1
            && sizes.multiplyAdds() > 0
            && ColumnPlanes.of(sizes).size() < Integer.MAX_VALUE
        ? Optional.of(new ColumnsConvolution(sizes))
        : Optional.empty();
  }

  @Override
  public double cost() {
    ColumnPlanes planes = ColumnPlanes.of(sizes);
    double taps = (double) sizes.channelsIn() * sizes.taps();
    double out = sizes.channelsOut();
    double positions = (double) sizes.examples() * sizes.elementsOut();
    double images = (double) sizes.examples() * sizes.channelsIn();
    double rows = images * planes.rows().planes() * planes.columns().planes();
    double moved =
        rows * planes.rows().length() * ROW
            + images * sizes.elementsIn() * NUMBER
            + planes.size() * CLEARED;
    double split = planes.areImages() ? 0 : moved;
    int width = planes.columns().positions();
    double lines = positions / width;
    double vectors = Math.ceilDiv(width, Lanes.COUNT);
    double copied =
        taps * (lines + positions / Panels.WIDE) * COPIED_ROW
            + taps * (lines * vectors + positions / Panels.WIDE) * COPIED_VECTOR;
    double weights = taps * out * WEIGHT;
    boolean many = out * positions > MANY;
    double turned = out * positions * (many ? FAR : TURNED);
    double all =
        switch (sizes.kind()) {
          case FORWARD ->
              product(out, positions, taps)
                  + split
                  + copied * ColumnRanges.of(sizes).channelRanges()
                  + (many ? out * positions * FAR : 0);
          case INPUT_GRADIENT ->
              product(taps, positions, out)
                  + out * positions / Lanes.COUNT * COPIED_VECTOR
                  + taps * lines * (ADDED_ROW + vectors * ADDED_VECTOR)
                  + moved;
          case WEIGHT_GRADIENT -> product(taps, out, positions) + split + copied + turned;
        };
    return SCALE * (weights + all);
  }

  /** Multiply-adds of a product, with those that tiles do in vain or slowly. */
  private static double product(double rows, double columns, double inner) {
    double vectors = Math.ceil(columns / Lanes.COUNT);
    double wide = Math.floor(columns / Panels.WIDE) * ProductKernels.WIDE;
    double each = (wide / WIDE + (vectors - wide) / NARROW) * Lanes.COUNT;
    return Math.ceil(rows / ProductKernels.FLAT) * ProductKernels.FLAT * each * inner;
  }

  private long planeBytes() {
    ColumnPlanes planes = ColumnPlanes.of(sizes);
    return planes.areImages() ? 0 : Memory.aligned(SplitImages.bytes(planes));
  }

  private TransposeChannels turn(Location y, Location target, Location worker) {
    return new TransposeChannels(
        sizes.examples(),
        new Panels(1, sizes.examples() * sizes.elementsOut(), sizes.channelsOut()),
        y,
        target,
        worker);
  }

  private long turnedBytes() {
    return Memory.aligned(
        turn(Location.NOWHERE, Location.NOWHERE, Location.NOWHERE).panels().floats() * Float.BYTES);
  }

  @Override
  public long sharedBytes() {
    return switch (sizes.kind()) {
      case FORWARD -> planeBytes();
      case INPUT_GRADIENT -> CopyColumns.bytes(ColumnGroups.of(sizes), sizes.channelsOut());
      case WEIGHT_GRADIENT -> planeBytes() + turnedBytes() + ColumnRuns.of(sizes).partialBytes();
    };
  }

  @Override
  public long workerBytes() {
    return switch (sizes.kind()) {
      case FORWARD -> ColumnSums.workerBytes(sizes, ColumnRanges.of(sizes));
      case INPUT_GRADIENT ->
          ColumnGradients.workerBytes(
              ColumnGroups.of(sizes), new ColumnSpread(ColumnPlanes.of(sizes)));
      case WEIGHT_GRADIENT ->
          Math.max(
              TransposeChannels.WORKER_BYTES, ColumnWeightSums.workerBytes(ColumnRuns.of(sizes)));
    };
  }

  @Override
  public List<WholeStep> steps(
      Location x, Location w, Location y, Location shared, Location worker) {
    return switch (sizes.kind()) {
      case FORWARD -> forward(x, w, y, shared, worker);
      case INPUT_GRADIENT -> inputGradient(x, w, y, shared, worker);
      case WEIGHT_GRADIENT -> weightGradient(x, w, y, shared, worker);
    };
  }

  private List<WholeStep> forward(
      Location x, Location w, Location y, Location shared, Location worker) {
    List<WholeStep> steps = new ArrayList<>();
    Columns columns = columns(x, shared, steps);
    steps.add(new ColumnSums(sizes, ColumnRanges.of(sizes), columns, w, y, worker));
    return steps;
  }

  private List<WholeStep> inputGradient(
      Location x, Location w, Location y, Location shared, Location worker) {
    ColumnGroups groups = ColumnGroups.of(sizes);
    ColumnAxis positions = new ColumnAxis(1, 1, 1, 0, sizes.elementsOut(), sizes.elementsOut());
    ColumnPlanes planes =
        new ColumnPlanes(sizes.examples(), sizes.channelsOut(), ColumnAxis.NONE, positions);
    return List.of(
        new CopyColumns(groups, sizes.channelsOut(), new Columns(planes, y), shared),
        new ColumnGradients(
            sizes, groups, w, shared, x, new ColumnSpread(ColumnPlanes.of(sizes)), worker));
  }

  private List<WholeStep> weightGradient(
      Location x, Location w, Location y, Location shared, Location worker) {
    List<WholeStep> steps = new ArrayList<>();
    Columns columns = columns(x, shared, steps);
    Location turned = shared.plus(planeBytes());
    TransposeChannels turn = turn(y, turned, worker);
    steps.add(turn);
    ColumnRuns runs = ColumnRuns.of(sizes);
    Location partial = turned.plus(turnedBytes());
    steps.add(
        new ColumnWeightSums(
            sizes, runs, columns, turn.panels(), turned, runs.runs() == 1 ? w : partial, worker));
    if (runs.runs() > 1) {
      steps.add(new AddRuns(runs.runs(), runs.bytes(), runs.taps() * runs.channels(), partial, w));
    }
    return steps;
  }

  private Columns columns(Location x, Location shared, List<WholeStep> steps) {
    ColumnPlanes planes = ColumnPlanes.of(sizes);
    if (planes.areImages()) {
      return new Columns(planes, x);
    }
    steps.add(new SplitImages(planes, x, shared));
    return new Columns(planes, shared);
  }
}
