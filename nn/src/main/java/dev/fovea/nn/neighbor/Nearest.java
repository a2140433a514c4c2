package dev.fovea.nn.neighbor;

import java.util.Arrays;

/** The smallest of many numbers, in ascending order, with where they were found. */
final class Nearest {
  private final float[] values;
  private final int[] places;
  private int found;

  Nearest(int atMost) {
    this.values = new float[atMost];
    this.places = new int[atMost];
  }

  /** Looks through {@code all[from …]}; the first of them has the number {@code first}. */
  void add(float[] all, int from, int count, int first) {
    for (int i = 0; i < count; i++) {
      float value = all[from + i];
      if (found < values.length || value < values[found - 1]) {
        insert(value, first + i);
      }
    }
  }

  private void insert(float value, int place) {
    int at = found < values.length ? found++ : found - 1;
    while (at > 0 && values[at - 1] > value) {
      values[at] = values[at - 1];
      places[at] = places[at - 1];
      at--;
    }
    values[at] = value;
    places[at] = place;
  }

  int[] places() {
    return Arrays.copyOf(places, found);
  }
}
