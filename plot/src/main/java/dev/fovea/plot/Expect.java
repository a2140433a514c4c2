package dev.fovea.plot;

import java.util.Arrays;

/** The checks that several charts share; each error says what was expected and what was found. */
final class Expect {
  private Expect() {}

  static IllegalArgumentException error(String what, Object expected, Object found) {
    return new IllegalArgumentException(
        "%s\n  expected: %s\n  but was:  %s".formatted(what, expected, found));
  }

  static void that(boolean holds, String what, Object expected, Object found) {
    if (!holds) {
      throw error(what, expected, found);
    }
  }

  /** Checks that {@code shape} has sizes above zero whose product is {@code values}. */
  static void size(String what, int[] shape, int values) {
    long product = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    boolean positive = Arrays.stream(shape).allMatch(n -> n > 0);
    that(positive, what + ": every size is at least 1", "sizes above 0", Arrays.toString(shape));
    that(
        product == values,
        what + ": values do not match the shape " + Arrays.toString(shape),
        product + " values",
        values + " values");
  }
}
