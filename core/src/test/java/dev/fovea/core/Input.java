package dev.fovea.core;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Storage;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What an input of an {@link OpCase} is like.
 *
 * @param kind how its numbers are drawn
 * @param shape its shape
 * @param dtype its type; empty for the floating type under test
 * @param below the bound of whole numbers
 */
record Input(Kind kind, Shape shape, Optional<DType> dtype, int below) {

  private enum Kind {
    /** About zero, between −2 and 2. */
    NORMAL,
    /** Between 0.5 and 3. */
    POSITIVE,
    /**
     * Between −2 and 2, all different, none at a multiple of their distance: no ties, and no kink
     * within reach of a finite difference. Inputs of one case differ from one another too.
     */
    DISTINCT,
    /** A few values only, with many ties, for what has no gradient or a rule for ties. */
    TIES,
    /** Whole numbers from 0 inclusive to a bound exclusive. */
    WHOLE
  }

  static Input normal(int... dims) {
    return new Input(Kind.NORMAL, Shape.of(dims), Optional.empty(), 0);
  }

  static Input positive(int... dims) {
    return new Input(Kind.POSITIVE, Shape.of(dims), Optional.empty(), 0);
  }

  static Input distinct(int... dims) {
    return new Input(Kind.DISTINCT, Shape.of(dims), Optional.empty(), 0);
  }

  static Input ties(int... dims) {
    return new Input(Kind.TIES, Shape.of(dims), Optional.empty(), 0);
  }

  static Input whole(DType dtype, int below, int... dims) {
    return new Input(Kind.WHOLE, Shape.of(dims), Optional.of(dtype), below);
  }

  static Input truth(int... dims) {
    return whole(DType.BOOL, 2, dims);
  }

  boolean isFloating() {
    return dtype.isEmpty();
  }

  /** Whether finite differences make sense: not where there are ties. */
  boolean isSmooth() {
    return isFloating() && kind != Kind.TIES;
  }

  Tensor value(long seed, int position, DType floating) {
    double[] values = new double[shape.size()];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < values.length; i++) {
      values[i] =
          (float)
              switch (kind) {
                case NORMAL -> random.nextDouble(-2, 2);
                case POSITIVE -> random.nextDouble(0.5, 3);
                case DISTINCT -> (i + 0.4 + 0.2 * position) * 4 / values.length - 2;
                case TIES -> random.nextInt(-1, 2);
                case WHOLE -> random.nextInt(below);
              };
    }
    if (kind == Kind.DISTINCT) {
      shuffle(values, random);
    }
    return Tensor.of(shape, Storage.of(values)).to(dtype.orElse(floating));
  }

  private static void shuffle(double[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }
}
