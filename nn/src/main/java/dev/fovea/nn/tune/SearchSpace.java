package dev.fovea.nn.tune;

import dev.fovea.core.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;

/**
 * All settings that may be tried, by name.
 *
 * <pre>{@code
 * SearchSpace space = SearchSpace.empty()
 *     .log("learning-rate", 1e-4, 1e-1).choice("filters", 8, 16, 32).whole("depth", 1, 3);
 * }</pre>
 *
 * @param dimensions what each setting may be
 */
public record SearchSpace(SequencedMap<String, Dimension> dimensions) {
  private static final int LARGEST_GRID = 100_000;

  public SearchSpace {
    dimensions = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(dimensions));
  }

  /** Nothing to choose yet. */
  public static SearchSpace empty() {
    return new SearchSpace(new LinkedHashMap<>());
  }

  /** With one more setting. */
  public SearchSpace with(String name, Dimension dimension) {
    SequencedMap<String, Dimension> more = new LinkedHashMap<>(dimensions);
    if (more.put(name, dimension) != null) {
      throw new IllegalArgumentException("space: " + name + " is there twice");
    }
    return new SearchSpace(more);
  }

  /** With a number, evenly by its logarithm. */
  public SearchSpace log(String name, double low, double high) {
    return with(name, new Dimension.Log(low, high));
  }

  /** With a number, evenly. */
  public SearchSpace even(String name, double low, double high) {
    return with(name, new Dimension.Even(low, high));
  }

  /** With a whole number, both ends included. */
  public SearchSpace whole(String name, int low, int high) {
    return with(name, new Dimension.Whole(low, high));
  }

  /** With one of several words or numbers. */
  public SearchSpace choice(String name, Object... values) {
    return with(name, new Dimension.Choice(Arrays.stream(values).map(String::valueOf).toList()));
  }

  /**
   * All points of a grid with this many values per number.
   *
   * @throws IllegalArgumentException if they are more than 100,000
   */
  public List<Point> grid(int steps) {
    List<Point> points = List.of(Point.empty());
    for (Map.Entry<String, Dimension> dimension : dimensions.entrySet()) {
      List<String> values = dimension.getValue().grid(steps);
      if ((long) points.size() * values.size() > LARGEST_GRID) {
        throw new IllegalArgumentException(
            "grid: expected at most " + LARGEST_GRID + " points; take fewer steps, or random");
      }
      List<Point> longer = new ArrayList<>();
      for (Point point : points) {
        for (String value : values) {
          longer.add(point.with(dimension.getKey(), value));
        }
      }
      points = longer;
    }
    return points;
  }

  /**
   * Random points, each another as far as that is possible. The first of them do not depend on how
   * many there are.
   */
  public List<Point> random(int count, Seed seed) {
    List<Point> points = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      Point point = Point.empty();
      int tries = 30;
      do {
        point = random(seed.split(number).split(tries).generator());
      } while (points.contains(point) && tries-- > 0);
      if (tries < 0) {
        break; // the space is used up, or nearly so
      }
      points.add(point);
    }
    return points;
  }

  private Point random(RandomGenerator random) {
    Point point = Point.empty();
    for (Map.Entry<String, Dimension> dimension : dimensions.entrySet()) {
      point = point.with(dimension.getKey(), dimension.getValue().sample(random));
    }
    return point;
  }
}
