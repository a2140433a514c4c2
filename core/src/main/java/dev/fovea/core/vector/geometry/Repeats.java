package dev.fovea.core.vector.geometry;

import dev.fovea.core.shape.Shape;
import java.util.Optional;

/**
 * A broadcast that takes number {@code (i / inner) % count} for element i: one number for
 * everything, one per channel, one row for all rows.
 *
 * @param count how many numbers there are
 * @param inner how many elements each serves in a row
 */
public record Repeats(int count, int inner) {
  /** The pattern of a broadcast; empty if it is not of this kind. */
  public static Optional<Repeats> of(Shape from, Shape to) {
    int lead = to.rank() - from.rank();
    int first = -1;
    int last = -1;
    for (int axis = 0; axis < from.rank(); axis++) {
      if (from.dim(axis) != 1) {
        first = first < 0 ? axis : first;
        last = axis;
      }
    }
    if (first < 0) {
      return Optional.of(new Repeats(1, Math.max(1, to.size())));
    }
    for (int axis = first; axis <= last; axis++) {
      if (from.dim(axis) != to.dim(lead + axis)) {
        return Optional.empty();
      }
    }
    int inner = to.size(lead + last + 1, to.rank());
    return Optional.of(new Repeats(to.size(lead + first, lead + last + 1), inner));
  }

  /** Whether runs of this many elements, one after the other, are all the same. */
  public boolean startsAnewEvery(int elements) {
    return count == 1 || elements % (count * inner) == 0;
  }
}
