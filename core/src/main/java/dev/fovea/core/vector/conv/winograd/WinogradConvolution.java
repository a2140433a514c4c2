package dev.fovea.core.vector.conv.winograd;

import dev.fovea.core.shape.Window;
import dev.fovea.core.vector.conv.ConvolutionAlgorithm;
import dev.fovea.core.vector.conv.ConvolutionSizes;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import java.util.List;
import java.util.Optional;

/**
 * Winograd's minimal filtering for 3×3 kernels of stride 1: tiles of 4×4 outputs from 6×6 inputs
 * with 36 multiplications a pair of channels instead of 144, which become 36 matrix products of
 * tiles and weights. Transforms cost a few thousand operations a tile and channel, so that it pays
 * from some thirty channels on.
 *
 * <p>Errors are about 10⁻⁶ of the largest output, whatever the number of channels up to 64, and
 * grow with its root beyond: some 1.5 times those of a direct convolution from 32 channels on, but
 * three times with three channels, where direct sums are short. See {@link WinogradTransforms}.
 *
 * <p>Numbers above 10³⁷ overflow where a direct convolution's might not. What is not finite spoils
 * whole tiles: an infinity or NaN in x makes all 16 outputs of a tile whose inputs contain it
 * infinite or NaN, and leaves the bits of other tiles and other examples as they are; one in w does
 * so to all outputs of its output channel; one in either of the inputs of a weight gradient, to all
 * taps of its channel.
 *
 * @param sizes the convolution
 * @see <a href="https://arxiv.org/abs/1509.09308">Lavin and Gray 2016</a>
 */
public record WinogradConvolution(ConvolutionSizes sizes) implements ConvolutionAlgorithm {
  /** Tiles of a block: with the two below, so many that a block's sums fill half a second cache. */
  private static final int TILES = 56;

  private static final int CHANNELS_IN = 64;
  private static final int CHANNELS_OUT = 64;

  /** So few weights stay in the second cache when they are transformed. */
  private static final int FEW_WEIGHTS = 64 * 64;

  private static final int LARGEST_PADDING = 2;

  /** Tasks that a weight gradient is split into at least, as far as there are tiles. */
  private static final int TASKS = 16;

  /** Rows of as many channels as a vector has lanes lie within 2 GB of each other. */
  private static final int LARGEST_IMAGE = 1 << 24;

  // Multiply-adds that take as long as one in a product (the kernel reaches 70 % of the peak), the
  // way of one number of a tile into the transformed domain and back, and that of a weight.
  private static final double PRODUCT = 1.4;
  private static final double INPUT = 1700;
  private static final double OUTPUT = 1300;
  private static final double WEIGHT = 700;

  /**
   * The convolution by minimal filtering; none for other kernels and strides, and none where it
   * does not pay, even if no other kernel knows these sizes: with few channels it would lose digits
   * for nothing.
   */
  public static Optional<ConvolutionAlgorithm> of(ConvolutionSizes sizes) {
    WinogradConvolution convolution = new WinogradConvolution(sizes);
    return convolution.fits() ? Optional.of(convolution) : Optional.empty();
  }

  private boolean fits() {
    Window window = sizes.window();
    return sizes.groups() == 1
        && window.kernel().equals(List.of(3, 3))
        && window.stride().equals(List.of(1, 1))
        && window.dilation().equals(List.of(1, 1))
        && isPadded(window, 0)
        && isPadded(window, 1)
        && Math.max(sizes.elementsIn(), sizes.elementsOut()) < LARGEST_IMAGE
        && cost() < sizes.multiplyAdds();
  }

  private static boolean isPadded(Window window, int axis) {
    return Math.max(window.before(axis), window.after(axis)) <= LARGEST_PADDING;
  }

  @Override
  public double cost() {
    boolean backwards = sizes.kind() == ConvolutionSizes.Kind.INPUT_GRADIENT;
    WinogradTiles tiles =
        tiles(
            sizes.examples(),
            backwards ? sizes.heightIn() : sizes.heightOut(),
            backwards ? sizes.widthIn() : sizes.widthOut());
    double count = (double) tiles.blocks() * tiles.tiles();
    double in = Lanes.COUNT * vectors(sizes.channelsIn());
    double out = Lanes.COUNT * vectors(sizes.channelsOut());
    double numbers =
        switch (sizes.kind()) {
          case FORWARD, WEIGHT_GRADIENT -> in * INPUT + out * OUTPUT;
          case INPUT_GRADIENT -> out * INPUT + in * OUTPUT;
        };
    return count * (WinogradMatrices.COUNT * in * out * PRODUCT + numbers) + in * out * WEIGHT;
  }

  @Override
  public long sharedBytes() {
    return sizes.kind() == ConvolutionSizes.Kind.WEIGHT_GRADIENT
        ? weightGradient(
                Location.NOWHERE,
                Location.NOWHERE,
                Location.NOWHERE,
                Location.NOWHERE,
                Location.NOWHERE)
            .sharedBytes()
        : forward(
                Location.NOWHERE,
                Location.NOWHERE,
                Location.NOWHERE,
                Location.NOWHERE,
                Location.NOWHERE)
            .sharedBytes();
  }

  @Override
  public long workerBytes() {
    return sizes.kind() == ConvolutionSizes.Kind.WEIGHT_GRADIENT
        ? weightGradient(
                Location.NOWHERE,
                Location.NOWHERE,
                Location.NOWHERE,
                Location.NOWHERE,
                Location.NOWHERE)
            .workerBytes()
        : forward(
                Location.NOWHERE,
                Location.NOWHERE,
                Location.NOWHERE,
                Location.NOWHERE,
                Location.NOWHERE)
            .workerBytes();
  }

  @Override
  public List<WholeStep> steps(
      Location x, Location w, Location y, Location shared, Location worker) {
    return sizes.kind() == ConvolutionSizes.Kind.WEIGHT_GRADIENT
        ? weightGradient(x, w, y, shared, worker).steps()
        : forward(x, w, y, shared, worker).steps();
  }

  /** The input gradient is a convolution of y with rotated weights and the rest of the padding. */
  private WinogradForward forward(
      Location x, Location w, Location y, Location shared, Location worker) {
    boolean turned = sizes.kind() == ConvolutionSizes.Kind.INPUT_GRADIENT;
    ImageStrips from = turned ? outputs(y) : inputs(x);
    ImageStrips to = turned ? inputs(x) : outputs(y);
    int top = sizes.window().before(0);
    int left = sizes.window().before(1);
    WinogradTiles tiles = tiles(sizes.examples(), to.height(), to.width());
    int in = from.channels();
    int out = to.channels();
    return new WinogradForward(
        new WinogradImages(
            from,
            tiles,
            turned ? LARGEST_PADDING - top : top,
            turned ? LARGEST_PADDING - left : left),
        new WinogradImages(to, tiles, 0, 0),
        new WinogradWeights(in, out, turned, w),
        vectors(Math.min(in, CHANNELS_IN)),
        vectors(Math.min(out, CHANNELS_OUT)),
        out > CHANNELS_OUT,
        tiles.blocks() > 1 && (long) in * out <= FEW_WEIGHTS,
        shared,
        worker);
  }

  private WinogradWeightGradient weightGradient(
      Location x, Location w, Location y, Location shared, Location worker) {
    WinogradTiles tiles = tiles(sizes.examples(), sizes.heightOut(), sizes.widthOut());
    int in = sizes.channelsIn();
    int out = sizes.channelsOut();
    int pairs = Math.ceilDiv(in, CHANNELS_IN) * Math.ceilDiv(out, CHANNELS_OUT);
    int runs = Math.min(tiles.blocks(), Math.ceilDiv(TASKS, pairs));
    return new WinogradWeightGradient(
        new WinogradImages(inputs(x), tiles, sizes.window().before(0), sizes.window().before(1)),
        new WinogradImages(outputs(y), tiles, 0, 0),
        new WinogradWeights(in, out, false, w),
        vectors(Math.min(in, CHANNELS_IN)),
        vectors(Math.min(out, CHANNELS_OUT)),
        Math.ceilDiv(tiles.blocks(), runs),
        shared,
        worker);
  }

  private static WinogradTiles tiles(int examples, int height, int width) {
    return WinogradTiles.of(examples, height, width, TILES);
  }

  private ImageStrips inputs(Location x) {
    return new ImageStrips(sizes.channelsIn(), sizes.heightIn(), sizes.widthIn(), x);
  }

  private ImageStrips outputs(Location y) {
    return new ImageStrips(sizes.channelsOut(), sizes.heightOut(), sizes.widthOut(), y);
  }

  private static int vectors(int channels) {
    return Math.ceilDiv(channels, Lanes.COUNT);
  }
}
