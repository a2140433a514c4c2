package dev.fovea.core.vector.conv.fourier;

import java.util.Arrays;

/** The sizes for which there is a Fourier transform, the radices of its passes, and its cost. */
final class FourierSize {
  private static final int LARGEST = 256;
  private static final int[] RADICES = {8, 6, 5, 4, 3, 2};

  /** Vector operations for each number of a pass of these radices; moving it is counted. */
  private static final double[] COSTS = {14, 13, 13, 10, 10, 10};

  /** No size costs less. */
  static final double LEAST_COST = Arrays.stream(COSTS).min().orElseThrow();

  /** The first radix of the cheapest way for each size; 0 if there is none. */
  private static final int[] FIRST = new int[LARGEST + 1];

  private static final double[] COST = new double[LARGEST + 1];

  static {
    Arrays.fill(COST, Double.POSITIVE_INFINITY);
    COST[1] = 0;
    for (int size = 2; size <= LARGEST; size++) {
      for (int i = 0; i < RADICES.length; i++) {
        if (size % RADICES[i] == 0 && COST[size / RADICES[i]] + COSTS[i] < COST[size]) {
          COST[size] = COST[size / RADICES[i]] + COSTS[i];
          FIRST[size] = RADICES[i];
        }
      }
    }
  }

  private FourierSize() {}

  /** The smallest size of a transform at or above this one; −1 if that is too large. */
  static int from(int least) {
    for (int size = Math.max(least, 2); size <= LARGEST; size++) {
      if (FIRST[size] > 0) {
        return size;
      }
    }
    return -1;
  }

  /** The radices whose product is this size, in the order of the passes. */
  static int[] factors(int size) {
    if (size < 2 || size > LARGEST || FIRST[size] == 0) {
      throw new IllegalArgumentException("no Fourier transform of " + size + " numbers");
    }
    int[] factors = new int[Integer.SIZE];
    int passes = 0;
    for (int rest = size; rest > 1; rest /= factors[passes++]) {
      factors[passes] = FIRST[rest];
    }
    return Arrays.copyOf(factors, passes);
  }

  /** Vector operations for each number of a transform of this size. */
  static double cost(int size) {
    return COST[size];
  }
}
