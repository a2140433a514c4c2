package dev.fovea.data.synthetic;

import dev.fovea.core.Seed;
import dev.fovea.data.Problem;
import dev.fovea.data.SplitMix64;

/**
 * What all sets of synthetic examples have in common: each example is drawn from a key of its own,
 * so that the first ones are the same however many are asked for.
 *
 * @param kind what is drawn, such as "digits"
 * @param seed where all chance comes from
 * @param set "train" or "test"
 */
record Drawing(String kind, Seed seed, String set) {
  /** The key of the set; example i is drawn from {@code SplitMix64.keyed(key, i)}. */
  long key() {
    // The stream is named as it was first, so that a seed draws the same examples in every version.
    return seed.split("made-up " + kind).split(set).value();
  }

  /** The name of the set, for people and provenance. */
  String name() {
    return "synthetic " + kind + " " + set + " (seed " + seed.value() + ")";
  }

  /**
   * Refuses a number of examples that no array holds.
   *
   * @param size numbers of one example
   * @param refusal such as "the number of images is out of range"
   * @throws IllegalArgumentException if the count is not positive or too large
   */
  void check(int count, int size, String refusal) {
    int most = Integer.MAX_VALUE / size;
    if (count < 1 || count > most) {
      throw Problem.of("synthetic " + kind + ": " + refusal)
          .with("expected", "1 to " + most)
          .with("found", count)
          .asBadArgument();
    }
  }

  /**
   * The class of an example, all equally frequent: each run of as many examples as there are
   * classes shows all of them, in a random order of its own. Negative keys are theirs.
   */
  static int label(long key, int example, int classes) {
    int[] order = SplitMix64.keyed(key, -1 - example / classes).permutation(classes);
    return order[example % classes];
  }
}
