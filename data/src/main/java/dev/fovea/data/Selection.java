package dev.fovea.data;

/** Chooses from numbered examples. */
final class Selection {
  private Selection() {}

  /**
   * A copy of the numbers, each checked to be in {@code 0 .. size-1}.
   *
   * @throws IllegalArgumentException naming the first that is not
   */
  static int[] checked(int[] examples, int size) {
    for (int i = 0; i < examples.length; i++) {
      if (examples[i] < 0 || examples[i] >= size) {
        throw Problem.of("select: there is no such example")
            .with("at", "position " + i + " of the selection")
            .with("expected", size == 0 ? "no example: there are none" : "0 to " + (size - 1))
            .with("found", examples[i])
            .asBadArgument();
      }
    }
    return examples.clone();
  }

  /** The chosen ones of some values, in the order of the choice. */
  static int[] of(int[] values, int[] chosen) {
    int[] selected = checked(chosen, values.length);
    for (int i = 0; i < selected.length; i++) {
      selected[i] = values[selected[i]];
    }
    return selected;
  }

  /** The numbers {@code from .. to-1}. */
  static int[] range(int from, int to) {
    int[] range = new int[to - from];
    for (int i = 0; i < range.length; i++) {
      range[i] = from + i;
    }
    return range;
  }
}
