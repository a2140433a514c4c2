package dev.fovea.files.bytes;

import dev.fovea.core.shape.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sizes as files declare them, of any number and magnitude. */
public final class Dimensions {
  /** As many axes as NumPy and PyTorch allow. */
  public static final int MOST_AXES = 64;

  /** What is expected of a shape, in words. */
  public static final String EXPECTED =
      "at most " + MOST_AXES + " sizes and " + Integer.MAX_VALUE + " elements";

  private Dimensions() {}

  /** A shape with these sizes; nothing if it cannot be one, were its sizes of 0 those of 1. */
  public static Optional<Shape> shape(List<BigInteger> sizes) {
    if (sizes.size() > MOST_AXES) {
      return Optional.empty();
    }
    List<Integer> dims = new ArrayList<>();
    long elements = 1;
    for (BigInteger size : sizes) {
      if (size.signum() < 0 || size.bitLength() >= Integer.SIZE) {
        return Optional.empty();
      }
      dims.add(size.intValue());
      elements *= Math.max(1, size.intValue());
      if (elements > Integer.MAX_VALUE) {
        return Optional.empty();
      }
    }
    return Optional.of(Shape.of(dims));
  }
}
