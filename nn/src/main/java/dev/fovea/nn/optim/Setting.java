package dev.fovea.nn.optim;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Checks of an optimizer's settings, and small ordered maps of them. */
final class Setting {
  private Setting() {}

  static void atLeastZero(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + ": expected at least 0 but was " + value);
    }
  }

  static void belowOne(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          name + ": expected 0 <= " + name + " < 1 but was " + value);
    }
  }

  static SequencedMap<String, Double> none() {
    return new LinkedHashMap<>();
  }

  static SequencedMap<String, Double> map(String name, double value) {
    SequencedMap<String, Double> map = none();
    map.put(name, value);
    return map;
  }

  static SequencedMap<String, Double> map(String name, double value, String other, double second) {
    SequencedMap<String, Double> map = map(name, value);
    map.put(other, second);
    return map;
  }
}
