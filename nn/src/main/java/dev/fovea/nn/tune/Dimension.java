package dev.fovea.nn.tune;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What one setting may be. Values are texts, as they stand in a table: a value read back is the
 * value that was tried, to the last digit.
 */
public sealed interface Dimension {
  /** Any value, each as likely as another. */
  String sample(RandomGenerator random);

  /** Values for a grid, the ends included; a choice gives all of its values. */
  List<String> grid(int steps);

  /** Where a value lies between the ends, from 0 to 1; 0.5 where there is but one. */
  double place(String value);

  /** The ends and what lies between, as labels of an axis, by their places. */
  List<String> labels();

  /**
   * A number, evenly by its logarithm: learning rates, penalties.
   *
   * @param low above 0
   * @param high above {@code low}
   */
  record Log(double low, double high) implements Dimension {
    public Log {
      if (!(low > 0 && low < high && Double.isFinite(high))) {
        throw wrong("log", "0 < low < high", low + ".." + high);
      }
    }

    @Override
    public String sample(RandomGenerator random) {
      return number(at(random.nextDouble()));
    }

    @Override
    public List<String> grid(int steps) {
      return steps(steps).mapToObj(i -> number(at((double) i / (steps - 1)))).toList();
    }

    private double at(double part) {
      return low * Math.pow(high / low, part);
    }

    @Override
    public double place(String value) {
      return Math.clamp(Math.log(Double.parseDouble(value) / low) / Math.log(high / low), 0.0, 1.0);
    }

    @Override
    public List<String> labels() {
      return List.of(number(low, 3), number(at(0.5), 3), number(high, 3));
    }
  }

  /**
   * A number, evenly.
   *
   * @param low finite
   * @param high above {@code low}
   */
  record Even(double low, double high) implements Dimension {
    public Even {
      if (!(low < high && Double.isFinite(high - low))) {
        throw wrong("range", "low < high", low + ".." + high);
      }
    }

    @Override
    public String sample(RandomGenerator random) {
      return number(low + (high - low) * random.nextDouble());
    }

    @Override
    public List<String> grid(int steps) {
      return steps(steps).mapToObj(i -> number(low + (high - low) * i / (steps - 1))).toList();
    }

    @Override
    public double place(String value) {
      return Math.clamp((Double.parseDouble(value) - low) / (high - low), 0.0, 1.0);
    }

    @Override
    public List<String> labels() {
      return List.of(number(low, 3), number((low + high) / 2, 3), number(high, 3));
    }
  }

  /**
   * A whole number, evenly, both ends included.
   *
   * @param low the least
   * @param high at least {@code low}
   */
  record Whole(int low, int high) implements Dimension {
    public Whole {
      if (low > high || (long) high - low > 1_000_000) {
        throw wrong("range", "low ≤ high, at most a million apart", low + ".." + high);
      }
    }

    @Override
    public String sample(RandomGenerator random) {
      return Integer.toString(low + random.nextInt(high - low + 1));
    }

    @Override
    public List<String> grid(int steps) {
      if (high - low < steps) {
        return IntStream.rangeClosed(low, high).mapToObj(Integer::toString).toList();
      }
      return steps(steps)
          .mapToObj(i -> Long.toString(low + Math.round((double) (high - low) * i / (steps - 1))))
          .toList();
    }

    @Override
    public double place(String value) {
      return low == high ? 0.5 : (Double.parseDouble(value) - low) / (high - low);
    }

    @Override
    public List<String> labels() {
      return low == high ? List.of(Integer.toString(low)) : grid(Math.min(5, high - low + 1));
    }
  }

  /**
   * One of several.
   *
   * @param values at least one, each another
   */
  record Choice(List<String> values) implements Dimension {
    public Choice {
      values = List.copyOf(values);
      if (values.isEmpty() || values.stream().distinct().count() != values.size()) {
        throw wrong("choice", "at least one value, each another", values);
      }
    }

    @Override
    public String sample(RandomGenerator random) {
      return values.get(random.nextInt(values.size()));
    }

    @Override
    public List<String> grid(int steps) {
      return values;
    }

    @Override
    public double place(String value) {
      int at = values.indexOf(value);
      if (at < 0) {
        throw wrong("choice", "one of " + values, value);
      }
      return values.size() == 1 ? 0.5 : (double) at / (values.size() - 1);
    }

    @Override
    public List<String> labels() {
      return values;
    }
  }

  /**
   * Reads {@code log 1e-4..1e-1}, {@code 0.1..0.5} or, of whole numbers, {@code 1..4}.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static Dimension parse(String text) {
    String number = "([-+]?[0-9.]*[0-9](?:[eE][-+]?[0-9]+)?)";
    Matcher parts =
        Pattern.compile("(log )?\\s*" + number + "\\s*\\.\\.\\s*" + number).matcher(text.strip());
    if (!parts.matches()) {
      throw wrong("space", "such as log 1e-4..1e-1, 0.1..0.5, 1..4 or a list", text);
    }
    String low = parts.group(2);
    String high = parts.group(3);
    try {
      if (parts.group(1) != null) {
        return new Log(Double.parseDouble(low), Double.parseDouble(high));
      }
      return (low + high).matches("[-+0-9]+")
          ? new Whole(Integer.parseInt(low), Integer.parseInt(high))
          : new Even(Double.parseDouble(low), Double.parseDouble(high));
    } catch (NumberFormatException tooLarge) {
      throw wrong("space", "numbers of usual size", text);
    }
  }

  private static IntStream steps(int steps) {
    if (steps < 2) {
      throw wrong("grid", "at least 2 steps", steps);
    }
    return IntStream.range(0, steps);
  }

  /** Five digits are enough for a setting, and short in a table. */
  private static String number(double value) {
    return number(value, 5);
  }

  private static String number(double value, int digits) {
    String text = String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
    String plain = Double.toString(Double.parseDouble(text));
    return plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain;
  }

  private static IllegalArgumentException wrong(String what, String expected, Object found) {
    return new IllegalArgumentException(what + ": expected " + expected + " but was " + found);
  }
}
