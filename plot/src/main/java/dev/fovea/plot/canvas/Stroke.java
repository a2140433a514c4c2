package dev.fovea.plot.canvas;

/** A line's color, width in drawing units, and whether it is dashed. */
public record Stroke(Paint paint, double width, boolean dashed) {
  /** Dash and gap of a dashed line, in drawing units. */
  static final double DASH = 3;

  /** A solid line. */
  public static Stroke of(Role role, double width) {
    return new Stroke(Paint.of(role), width, false);
  }

  /** The same line, dashed. */
  public Stroke dash() {
    return new Stroke(paint, width, true);
  }
}
