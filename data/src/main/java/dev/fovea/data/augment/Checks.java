package dev.fovea.data.augment;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.data.Problem;

/** What examples and settings must be like. */
final class Checks {
  private Checks() {}

  static void picture(String name, Shape example) {
    if (example.rank() != 3) {
      throw ShapeError.of(name + ": the examples are no pictures")
          .fact("expected", "[C, H, W]")
          .fact("but was", example);
    }
  }

  static void signal(String name, Shape example) {
    if (example.rank() != 2) {
      throw ShapeError.of(name + ": the examples are no signals")
          .fact("expected", "[C, T]")
          .fact("but was", example);
    }
  }

  static void within(String name, String setting, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw Problem.of(name + ": the " + setting + " is out of range")
          .with("expected", low + " to " + high)
          .with("found", value)
          .asBadArgument();
    }
  }
}
