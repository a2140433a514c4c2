package dev.fovea.nn.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The figures of one epoch: {@code loss}, the metrics, the same of the validation set with {@code
 * val_} in front, {@code learning_rate} and {@code seconds}.
 *
 * @param number the number of the epoch, from 1
 * @param values the figures by name, in order
 */
public record Epoch(int number, SequencedMap<String, Double> values) {
  public Epoch {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  /**
   * One figure.
   *
   * @throws IllegalArgumentException if there is none of this name; it lists those there are
   */
  public double value(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "no figure " + name + ": expected one of " + values.sequencedKeySet());
    }
    return value;
  }
}
