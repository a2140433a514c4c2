package dev.fovea.plot.report;

/** What stands in a table's cell. */
public sealed interface Cell {
  /** Words, set to the left. */
  record Text(String text) implements Cell {}

  /** A number as it is to be read, set to the right. */
  record Number(String text) implements Cell {}

  /** A part of one, from 0 to 1, shown in percent with a bar; NaN, a part of nothing, is a dash. */
  record Share(double value) implements Cell {
    /** Checks the range. */
    public Share {
      if (value < 0 || value > 1) {
        throw new IllegalArgumentException(
            "table: share out of range\n  expected: 0 to 1\n  but was:  " + value);
      }
    }
  }

  /** Words, set to the left. */
  static Cell text(String text) {
    return new Text(text);
  }

  /** A number as it is to be read, set to the right. */
  static Cell number(String text) {
    return new Number(text);
  }

  /** A part of one, from 0 to 1, shown in percent with a bar. */
  static Cell share(double value) {
    return new Share(value);
  }
}
