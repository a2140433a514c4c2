package dev.fovea.data.signal;

import dev.fovea.core.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What lies beyond the edges of a signal. */
public sealed interface Boundary {
  /**
   * One value everywhere.
   *
   * @param value the value
   */
  record Fill(double value) implements Boundary {}

  /** The signal once more, and so on: {@code a b c | a b c | a b c}. */
  record Wrap() implements Boundary {}

  /** The signal mirrored, its last value repeated: {@code c b a | a b c | c b a}. */
  record Symmetric() implements Boundary {}

  /** Zeros. */
  static Boundary zeros() {
    return new Fill(0);
  }

  /** One value everywhere. */
  static Boundary fill(double value) {
    return new Fill(value);
  }

  /** The signal once more. */
  static Boundary wrap() {
    return new Wrap();
  }

  /** The signal mirrored. */
  static Boundary symmetric() {
    return new Symmetric();
  }

  /** A signal with this many values before and after it along an axis. */
  default Tensor extend(Tensor x, int axis, int before, int after) {
    if (before == 0 && after == 0) {
      return x;
    }
    return switch (this) {
      case Fill(double value) -> {
        List<Integer> none = Collections.nCopies(x.shape().rank(), 0);
        List<Integer> front = new ArrayList<>(none);
        List<Integer> back = new ArrayList<>(none);
        front.set(axis, before);
        back.set(axis, after);
        yield x.pad(front, back, value);
      }
      case Wrap _, Symmetric _ -> {
        int size = x.shape().dim(axis);
        int[] sources = new int[before + size + after];
        for (int i = 0; i < sources.length; i++) {
          sources[i] = source(i - before, size);
        }
        Tensor rows = Tensor.of(sources, sources.length);
        yield x.transpose(0, axis).rows(rows).transpose(0, axis);
      }
    };
  }

  /** The place within the signal that a place beyond it takes its value from. */
  private int source(int place, int size) {
    if (this instanceof Wrap) {
      return Math.floorMod(place, size);
    }
    int folded = Math.floorMod(place, 2 * size);
    return folded < size ? folded : 2 * size - 1 - folded;
  }
}
