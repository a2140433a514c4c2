package dev.fovea.plot.canvas;

/** A color role and how much of it covers what lies below: {@code opacity} from 0 to 1. */
public record Paint(Role role, double opacity) {
  /** Checks that {@code opacity} is from 0 to 1. */
  public Paint {
    if (!(opacity >= 0 && opacity <= 1)) {
      throw new IllegalArgumentException(
          "paint: opacity out of range\n  expected: 0 to 1\n  but was:  " + opacity);
    }
  }

  /** The role's color, opaque. */
  public static Paint of(Role role) {
    return new Paint(role, 1);
  }
}
