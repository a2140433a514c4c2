package dev.fovea.bench.side;

import java.util.Collection;
import java.util.List;

/**
 * The same figure measured several times.
 *
 * @param values in ascending order, at least one
 */
public record Sample(List<Double> values) {
  public Sample {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("sample: expected at least one value but was empty");
    }
    values = values.stream().sorted().toList();
  }

  /** A sample of these values in any order. */
  public static Sample of(Collection<Double> values) {
    return new Sample(List.copyOf(values));
  }

  /** The one in the middle; of an even number, the mean of the two. */
  public double median() {
    int half = values.size() / 2;
    return values.size() % 2 == 1
        ? values.get(half)
        : (values.get(half - 1) + values.get(half)) / 2;
  }

  /** The smallest. */
  public double least() {
    return values.getFirst();
  }

  /** The largest. */
  public double most() {
    return values.getLast();
  }

  /** Half the distance from the smallest to the largest, as a part of the median. */
  public double spread() {
    return (most() - least()) / 2 / median();
  }
}
