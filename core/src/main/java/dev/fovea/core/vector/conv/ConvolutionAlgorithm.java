package dev.fovea.core.vector.conv;

import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.WholeStep;
import java.util.List;

/**
 * A way to compute one convolution of whole batches, its input gradient or its weight gradient:
 * what it costs, the memory it needs, its steps. Of several ways the cheapest is taken.
 */
public interface ConvolutionAlgorithm {
  /**
   * About how long it takes on one core, in multiply-adds at the core's peak; transformations and
   * moved numbers are counted in the same unit. Depends on the sizes alone, never on the machine's
   * threads, since the choice decides the bits of the result.
   */
  double cost();

  /** Bytes for all workers together, while the steps run. */
  long sharedBytes();

  /** Bytes for each worker, within one task. */
  long workerBytes();

  /**
   * The steps, one after the other.
   *
   * @param x rows of x; written for an input gradient
   * @param w rows of w; written for a weight gradient
   * @param y rows of y; written for a forward convolution
   * @param shared {@link #sharedBytes} bytes
   * @param worker {@link #workerBytes} bytes for each worker
   */
  List<WholeStep> steps(Location x, Location w, Location y, Location shared, Location worker);
}
