package dev.fovea.plot;

import dev.fovea.core.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A line through points, from left to right in the order given.
 *
 * @param name what it shows
 * @param x where the points lie, finite
 * @param y as many values; one that is no finite number breaks the line
 */
public record Line(String name, List<Double> x, List<Double> y) {
  /** Copies the numbers and checks that there are equally many. */
  public Line {
    x = List.copyOf(x);
    y = List.copyOf(y);
    Expect.that(
        x.size() == y.size(), "line: " + name, x.size() + " values of y", y.size() + " values");
    Expect.that(!x.isEmpty(), "line: " + name + ": nothing to draw", "at least one point", 0);
    for (int i = 0; i < x.size(); i++) {
      Expect.that(
          Double.isFinite(x.get(i)), "line: " + name + ": x of point " + i, "finite", x.get(i));
    }
  }

  /** A line from two tensors of equally many numbers. */
  public static Line of(String name, Tensor x, Tensor y) {
    return new Line(name, numbers(x), numbers(y));
  }

  /** The values above 0, 1, 2, …: a signal. */
  public static Line of(String name, Tensor y) {
    List<Double> values = numbers(y);
    return new Line(
        name, IntStream.range(0, values.size()).mapToObj(Double::valueOf).toList(), values);
  }

  private static List<Double> numbers(Tensor tensor) {
    return Arrays.stream(tensor.toDoubleArray()).boxed().toList();
  }

  /** The values that are finite numbers. */
  List<Double> finite() {
    return y.stream().filter(Double::isFinite).toList();
  }

  /** The stretches without a break, each as the places of its points. */
  List<List<Integer>> stretches() {
    List<List<Integer>> stretches = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < y.size(); i++) {
      if (Double.isFinite(y.get(i))) {
        open.add(i);
      } else if (!open.isEmpty()) {
        stretches.add(List.copyOf(open));
        open.clear();
      }
    }
    if (!open.isEmpty()) {
      stretches.add(List.copyOf(open));
    }
    return stretches;
  }
}
