package dev.fovea.core.vector.conv.fourier;

import dev.fovea.core.vector.conv.ConvolutionAlgorithm;
import dev.fovea.core.vector.conv.ConvolutionSizes;
import java.util.Optional;

/**
 * Convolution of images as products of spectra, for large kernels: work grows with the logarithm of
 * the kernel's size. Images are cut into overlapping tiles, so that transforms stay short and the
 * spectra of the weights small. For stride 1 without dilation or groups.
 *
 * <p>In single precision the error is a few times that of one rounding, relative to the norms of
 * the two tensors that are convolved, not to each element of the result.
 *
 * @see <a href="https://arxiv.org/abs/1312.5851">Mathieu, Henaff and LeCun 2014, Fast Training of
 *     Convolutional Networks through FFTs</a>
 */
public final class FourierConvolution {
  private static final long LARGEST_SHARED = 1L << 30;
  private static final long LARGEST_WORKER = 1L << 26;

  private FourierConvolution() {}

  /**
   * The convolution with the tiles of least cost; none if it has strides, needs too much memory, or
   * cannot cost less than another way.
   *
   * @param otherCost what the other way costs
   */
  public static Optional<ConvolutionAlgorithm> of(ConvolutionSizes sizes, double otherCost) {
    boolean fits =
        sizes.window().rank() == 2
            && sizes.groups() == 1
            && sizes.window().stride().stream().allMatch(stride -> stride == 1)
            && sizes.window().dilation().stream().allMatch(dilation -> dilation == 1)
            && FourierPlan.leastCost(sizes) < otherCost;
    return fits
        ? FourierPlan.best(sizes)
            .filter(plan -> plan.cost() < otherCost)
            .filter(plan -> plan.sharedBytes() <= LARGEST_SHARED)
            .filter(plan -> plan.workerBytes() <= LARGEST_WORKER)
            .map(plan -> plan)
        : Optional.empty();
  }
}
