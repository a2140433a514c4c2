package dev.fovea.core.vector.conv;

import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.PlainStep;
import java.util.List;

/**
 * A way to compute a convolution of whole batches, its input gradient or its weight gradient. The
 * cheapest that fits the sizes is taken.
 */
public interface ConvolutionAlgorithm {
  /** Whether it can compute this at all. */
  boolean fits(ConvolutionSizes sizes);

  /**
   * About how long it takes on one core, in multiply-adds at the core's peak; transformations and
   * moved numbers are counted in the same unit. Depends on the sizes alone, never on the machine's
   * threads, since the choice decides the bits of the result.
   */
  double cost(ConvolutionSizes sizes);

  /** Bytes for all workers together, while the steps run. */
  long sharedBytes(ConvolutionSizes sizes);

  /** Bytes for each worker, within one task. */
  long workerBytes(ConvolutionSizes sizes);

  /**
   * The steps, one after the other.
   *
   * @param x rows of x; written for an input gradient
   * @param w rows of w; written for a weight gradient
   * @param y rows of y; written for a forward convolution
   * @param shared {@link #sharedBytes} bytes
   * @param worker {@link #workerBytes} bytes for each worker
   */
  List<PlainStep> steps(
      ConvolutionSizes sizes, Location x, Location w, Location y, Location shared, Location worker);
}
