package dev.fovea.data.signal;

/**
 * How much of a convolution is kept, for a signal of {@code n} and a kernel of {@code k} values.
 */
public enum ConvolutionMode {
  /** All places where both meet: {@code n + k − 1}. */
  FULL,
  /** The middle of it, as large as the signal: {@code n}. */
  SAME,
  /** The places where both overlap wholly: {@code |n − k| + 1}. No boundary is needed. */
  VALID;

  /** How many values before the signal are needed. */
  int before(int kernel) {
    return switch (this) {
      case FULL -> kernel - 1;
      case SAME -> kernel / 2;
      case VALID -> 0;
    };
  }

  /** How many values after the signal are needed. */
  int after(int kernel) {
    return switch (this) {
      case FULL -> kernel - 1;
      case SAME -> (kernel - 1) / 2;
      case VALID -> 0;
    };
  }
}
