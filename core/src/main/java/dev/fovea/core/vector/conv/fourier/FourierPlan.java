package dev.fovea.core.vector.conv.fourier;

import dev.fovea.core.vector.conv.ConvolutionAlgorithm;
import dev.fovea.core.vector.conv.ConvolutionSizes;
import dev.fovea.core.vector.conv.ConvolutionSizes.Kind;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A convolution by Fourier transforms with given tiles: what it costs, what it needs, its steps.
 *
 * @param sizes the convolution
 * @param down how its rows are cut into tiles
 * @param across how its columns are cut into tiles
 */
record FourierPlan(ConvolutionSizes sizes, FourierAxis down, FourierAxis across)
    implements ConvolutionAlgorithm {
  /** Bytes of spectra that a worker holds at a time, so that they stay in its cache. */
  private static final long CACHE = 1 << 20;

  /** Vector operations to bring an element into the lanes or back. */
  private static final double MOVE = 10;

  /** Vector operations besides the transform, for each number. */
  private static final double SPLIT = 12;

  /** Multiply-adds of the time that products take, for each complex one. */
  private static final double PRODUCT = 5;

  /** Multiply-adds of the time in which a byte of the spectra of rows is written and read. */
  private static final double BYTE = 26;

  private enum Tensor {
    X,
    W,
    Y
  }

  /** The plan of least cost for a convolution of images; none if its kernel is too large. */
  static Optional<FourierPlan> best(ConvolutionSizes sizes) {
    List<FourierAxis> across = FourierAxis.candidates(sizes, 1);
    return FourierAxis.candidates(sizes, 0).stream()
        .flatMap(down -> across.stream().map(axis -> new FourierPlan(sizes, down, axis)))
        .min(Comparator.comparingDouble(FourierPlan::cost));
  }

  /**
   * A bound below the cost of every plan, from the sizes alone: tiles cover the whole result, a
   * transform has a pass at least, and the spectra of rows lie in memory.
   */
  static double leastCost(ConvolutionSizes sizes) {
    boolean isGradient = sizes.kind() == Kind.INPUT_GRADIENT;
    double width = isGradient ? sizes.widthIn() : sizes.widthOut();
    double height = isGradient ? sizes.heightIn() : sizes.heightOut();
    double frequencies = width / 2;
    double products =
        PRODUCT
            * frequencies
            * height
            * sizes.examples()
            * sizes.channelsIn()
            * sizes.channelsOut();
    double transforms =
        leastTransforms(sizes.channelsIn(), sizes.heightIn(), sizes.widthIn(), frequencies, height)
            + leastTransforms(
                sizes.channelsOut(), sizes.heightOut(), sizes.widthOut(), frequencies, height);
    return products + sizes.examples() * transforms;
  }

  /** For one example of a tensor, in both directions, with the way of its spectra to memory. */
  private static double leastTransforms(
      int channels, double height, double width, double frequencies, double wholeHeight) {
    double pass = FourierSize.LEAST_COST + SPLIT;
    double rows = height * width * MOVE + height / 2 * 2 * frequencies * pass;
    double columns = frequencies * wholeHeight * pass;
    double bytes = frequencies * height * Fourier.NUMBER / Lanes.COUNT;
    return channels * (rows + columns + bytes * BYTE);
  }

  /** The tensor whose spectra are the left matrices. */
  private Tensor left() {
    return switch (sizes.kind()) {
      case FORWARD -> Tensor.X;
      case INPUT_GRADIENT -> Tensor.Y;
      case WEIGHT_GRADIENT -> wider() == Tensor.Y ? Tensor.X : Tensor.Y;
    };
  }

  private Tensor right() {
    return switch (sizes.kind()) {
      case FORWARD, INPUT_GRADIENT -> Tensor.W;
      case WEIGHT_GRADIENT -> wider();
    };
  }

  private Tensor target() {
    return switch (sizes.kind()) {
      case FORWARD -> Tensor.Y;
      case INPUT_GRADIENT -> Tensor.X;
      case WEIGHT_GRADIENT -> Tensor.W;
    };
  }

  /** The one with more channels. */
  private Tensor wider() {
    return sizes.channelsOut() >= sizes.channelsIn() ? Tensor.Y : Tensor.X;
  }

  private boolean sums() {
    return sizes.kind() == Kind.WEIGHT_GRADIENT;
  }

  /** Channels on the left side of a product. */
  private int rows() {
    return left() == Tensor.X ? sizes.channelsIn() : sizes.channelsOut();
  }

  /** Channels on its right side. */
  private int columns() {
    return left() == Tensor.X ? sizes.channelsOut() : sizes.channelsIn();
  }

  private int count(Tensor tensor) {
    return switch (tensor) {
      case X -> sizes.examples() * sizes.channelsIn();
      case W -> sizes.channelsIn() * sizes.channelsOut();
      case Y -> sizes.examples() * sizes.channelsOut();
    };
  }

  private int bundles(Tensor tensor) {
    return Math.ceilDiv(count(tensor), Lanes.COUNT);
  }

  private int height(Tensor tensor) {
    return switch (tensor) {
      case X -> down.input();
      case W -> down.kernel();
      case Y -> down.output();
    };
  }

  private int width(Tensor tensor) {
    return switch (tensor) {
      case X -> across.input();
      case W -> across.kernel();
      case Y -> across.output();
    };
  }

  private int tilesAcross(Tensor tensor) {
    return tensor == Tensor.W ? 1 : across.tiles();
  }

  /** Planes of a tensor; those of w as matrices of {@link #rows} by {@link #columns}. */
  private LanePlanes planes(Tensor tensor, Location at) {
    int[] order =
        tensor == Tensor.W && left() == Tensor.X
            ? LanePlanes.transposed(sizes.channelsOut(), sizes.channelsIn())
            : LanePlanes.inOrder(count(tensor));
    return new LanePlanes(at, order, height(tensor), width(tensor));
  }

  /** For each tile of an axis, which element of a tensor is at each place. */
  private static List<int[]> places(Tensor tensor, FourierAxis axis) {
    return switch (tensor) {
      case X -> each(axis.tiles(), axis::x);
      case W -> List.of(axis.w());
      case Y -> each(axis.tiles(), axis::y);
    };
  }

  private static List<int[]> each(int tiles, IntFunction<int[]> places) {
    return IntStream.range(0, tiles).mapToObj(places).toList();
  }

  private int tiles() {
    return down.tiles() * across.tiles();
  }

  private RowSpectra spectra(Tensor tensor, long offset, Location shared) {
    return new RowSpectra(
        shared.plus(offset),
        RowSpectra.frequencies(across.size()),
        tilesAcross(tensor),
        bundles(tensor),
        height(tensor));
  }

  /** Tiles of a tensor that a worker holds at a time. */
  private int tilesAtOnce(Tensor tensor) {
    if (tensor == Tensor.W) {
      return 1;
    }
    long tile =
        FourierOperand.bytes(down.size(), 1, count(Tensor.X))
            + FourierOperand.bytes(down.size(), 1, count(Tensor.Y));
    return (int) Math.clamp(CACHE / tile, 1, tiles());
  }

  @Override
  public double cost() {
    double vectors = 0;
    for (Tensor tensor : Tensor.values()) {
      double elements = (double) height(tensor) * width(tensor);
      double paired = Math.ceilDiv(height(tensor), 2) * (double) tilesAcross(tensor);
      double tiles = tensor == Tensor.W ? 1 : tiles();
      double numbers = tiles * RowSpectra.frequencies(across.size()) * down.size();
      vectors +=
          bundles(tensor)
              * (elements * MOVE
                  + paired * across.size() * (FourierSize.cost(across.size()) + SPLIT)
                  + numbers * (FourierSize.cost(down.size()) + SPLIT));
    }
    double products =
        (double) tiles()
            * RowSpectra.frequencies(across.size())
            * down.size()
            * sizes.examples()
            * sizes.channelsIn()
            * sizes.channelsOut();
    return vectors * Lanes.COUNT + products * PRODUCT + sharedBytes() * BYTE;
  }

  @Override
  public long sharedBytes() {
    Location start = Location.NOWHERE;
    return Stream.of(Tensor.values()).mapToLong(tensor -> spectra(tensor, 0, start).bytes()).sum();
  }

  @Override
  public long workerBytes() {
    long rows =
        Stream.of(Tensor.values())
            .map(tensor -> new RowBand(width(tensor), height(tensor)))
            .mapToLong(band -> FourierRows.workerBytes(band, across.size()))
            .max()
            .orElseThrow();
    return Math.max(rows, products(Location.NOWHERE, Location.NOWHERE).workerBytes());
  }

  private FourierProducts products(Location shared, Location worker) {
    RowSpectra left = spectra(left(), 0, shared);
    RowSpectra right = spectra(right(), left.bytes(), shared);
    RowSpectra target = spectra(target(), left.bytes() + right.bytes(), shared);
    return new FourierProducts(
        FourierOperand.source(left, places(left(), down), tilesAtOnce(left()), count(left())),
        FourierOperand.source(right, places(right(), down), tilesAtOnce(right()), count(right())),
        FourierOperand.target(
            target, places(target(), down), tilesAtOnce(target()), count(target())),
        down.size(),
        sums(),
        sizes.examples(),
        rows(),
        columns(),
        worker);
  }

  @Override
  public List<WholeStep> steps(
      Location x, Location w, Location y, Location shared, Location worker) {
    FourierProducts products = products(shared, worker);
    Location left = left() == Tensor.X ? x : y;
    Location right =
        switch (right()) {
          case X -> x;
          case W -> w;
          case Y -> y;
        };
    Location target =
        switch (target()) {
          case X -> x;
          case W -> w;
          case Y -> y;
        };
    return List.of(
        FourierRows.of(
            planes(left(), left), places(left(), across), products.left().rows(), worker),
        FourierRows.of(
            planes(right(), right), places(right(), across), products.right().rows(), worker),
        products,
        FourierInverseRows.of(
            products.target().rows(),
            planes(target(), target),
            places(target(), across),
            1f / (4f * down.size() * across.size()),
            false,
            worker));
  }
}
