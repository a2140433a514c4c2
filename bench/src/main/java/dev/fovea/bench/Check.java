package dev.fovea.bench;

import java.util.List;

/** Checks of options; each error names the option, what was expected and what was found. */
final class Check {
  private Check() {}

  static void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(option + ": expected at least 1 but was " + value);
    }
  }

  static void atLeastOne(String option, List<Integer> values) {
    values.forEach(value -> atLeastOne(option, value));
  }
}
