package dev.fovea.nn.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The figures of a data set: {@code loss} and the metrics, exact over all examples.
 *
 * @param examples how many there are
 * @param values the figures by name, in order
 */
public record Evaluation(int examples, SequencedMap<String, Double> values) {
  public Evaluation {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  /** One figure. */
  public double value(String name) {
    return new Epoch(0, values).value(name);
  }
}
