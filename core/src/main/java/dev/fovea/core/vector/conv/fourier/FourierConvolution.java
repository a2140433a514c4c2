package dev.fovea.core.vector.conv.fourier;

import dev.fovea.core.vector.conv.ConvolutionAlgorithm;
import dev.fovea.core.vector.conv.ConvolutionSizes;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.PlainStep;
import java.util.List;

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
public final class FourierConvolution implements ConvolutionAlgorithm {
  private static final long LARGEST_SHARED = 1L << 30;
  private static final long LARGEST_WORKER = 1L << 26;

  @Override
  public boolean fits(ConvolutionSizes sizes) {
    return sizes.window().rank() == 2
        && sizes.groups() == 1
        && sizes.window().stride().stream().allMatch(stride -> stride == 1)
        && sizes.window().dilation().stream().allMatch(dilation -> dilation == 1)
        && FourierPlan.best(sizes)
            .filter(plan -> plan.sharedBytes() <= LARGEST_SHARED)
            .filter(plan -> plan.workerBytes() <= LARGEST_WORKER)
            .isPresent();
  }

  private static FourierPlan plan(ConvolutionSizes sizes) {
    return FourierPlan.best(sizes).orElseThrow();
  }

  @Override
  public double cost(ConvolutionSizes sizes) {
    return plan(sizes).cost();
  }

  @Override
  public long sharedBytes(ConvolutionSizes sizes) {
    return plan(sizes).sharedBytes();
  }

  @Override
  public long workerBytes(ConvolutionSizes sizes) {
    return plan(sizes).workerBytes();
  }

  @Override
  public List<PlainStep> steps(
      ConvolutionSizes sizes,
      Location x,
      Location w,
      Location y,
      Location shared,
      Location worker) {
    return plan(sizes).steps(x, w, y, shared, worker);
  }
}
